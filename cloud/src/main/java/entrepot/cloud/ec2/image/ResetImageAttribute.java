package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Permissions;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResetImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetImageAttributeResponse;

/** Leaves an image to its owner alone. */
final class ResetImageAttribute
    implements Action<ResetImageAttributeRequest, ResetImageAttributeResponse> {
  @Override
  public Class<ResetImageAttributeRequest> request() {
    return ResetImageAttributeRequest.class;
  }

  @Override
  public void check(ResetImageAttributeRequest request, Call call) {
    Lookup.ownImage(call.book(), call.account(), request.imageId());
    if (!"launchPermission".equals(request.attributeAsString())) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "The attribute that can be reset is launchPermission.");
    }
  }

  @Override
  public ResetImageAttributeResponse run(ResetImageAttributeRequest request, Call call) {
    check(request, call);
    call.book()
        .update(draft -> {
          Row<Image> row =
              Permissions.ownerOnly(Lookup.ownImage(draft, call.account(), request.imageId()));
          draft.put(row.with(row.value().copy(i -> i.publicLaunchPermissions(false))));
        });
    return ResetImageAttributeResponse.builder().build();
  }
}
