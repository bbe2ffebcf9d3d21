package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.volume.Volumes;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;

/** Deletes a volume that no instance has. */
final class DeleteVolume implements Action<DeleteVolumeRequest, DeleteVolumeResponse> {
  private final Volumes volumes;

  DeleteVolume(Volumes volumes) {
    this.volumes = volumes;
  }

  @Override
  public Class<DeleteVolumeRequest> request() {
    return DeleteVolumeRequest.class;
  }

  @Override
  public void check(DeleteVolumeRequest request, Call call) {
    volumes.deletable(call.book(), call.account(), request.volumeId());
  }

  @Override
  public DeleteVolumeResponse run(DeleteVolumeRequest request, Call call) {
    volumes.delete(call.account(), request.volumeId());
    return DeleteVolumeResponse.builder().build();
  }
}
