package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Changes whether a volume with a doubtful disk goes on by itself: kept, and never needed. */
final class ModifyVolumeAttribute
    implements Action<ModifyVolumeAttributeRequest, ModifyVolumeAttributeResponse> {
  static final String AUTO_ENABLE_IO = "auto-enable-io";

  @Override
  public Class<ModifyVolumeAttributeRequest> request() {
    return ModifyVolumeAttributeRequest.class;
  }

  @Override
  public void check(ModifyVolumeAttributeRequest request, Call call) {
    Row<Volume> row = Lookup.volume(call.book(), call.account(), request.volumeId());
    if (request.autoEnableIO() == null || request.autoEnableIO().value() == null) {
      throw Ec2Failure.of(
          "MissingParameter",
          "The request must contain the parameter AutoEnableIO for " + row.id());
    }
  }

  @Override
  public ModifyVolumeAttributeResponse run(ModifyVolumeAttributeRequest request, Call call) {
    check(request, call);
    call.book()
        .update(draft -> {
          Row<Volume> row = Lookup.volume(draft, call.account(), request.volumeId());
          draft.put(
              request.autoEnableIO().value()
                  ? row.note(AUTO_ENABLE_IO, "true")
                  : row.forget(AUTO_ENABLE_IO));
        });
    return ModifyVolumeAttributeResponse.builder().build();
  }
}
