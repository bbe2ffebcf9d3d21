package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import software.amazon.awssdk.services.ec2.model.DisableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.Image;

/** Takes a deprecation back. */
final class DisableImageDeprecation
    implements Action<DisableImageDeprecationRequest, DisableImageDeprecationResponse> {
  @Override
  public Class<DisableImageDeprecationRequest> request() {
    return DisableImageDeprecationRequest.class;
  }

  @Override
  public void check(DisableImageDeprecationRequest request, Call call) {
    Lookup.ownImage(call.book(), call.account(), request.imageId());
  }

  @Override
  public DisableImageDeprecationResponse run(DisableImageDeprecationRequest request, Call call) {
    call.book()
        .update(draft -> {
          Row<Image> row = Lookup.ownImage(draft, call.account(), request.imageId());
          draft.put(row.with(row.value().copy(i -> i.deprecationTime(null))));
        });
    return DisableImageDeprecationResponse.builder().returnValue(true).build();
  }
}
