package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.volume.Lookup;
import software.amazon.awssdk.services.ec2.model.EnableVolumeIoRequest;
import software.amazon.awssdk.services.ec2.model.EnableVolumeIoResponse;

/** Lets a volume go on after a doubtful disk; here none ever stops. */
final class EnableVolumeIO implements Action<EnableVolumeIoRequest, EnableVolumeIoResponse> {
  @Override
  public Class<EnableVolumeIoRequest> request() {
    return EnableVolumeIoRequest.class;
  }

  @Override
  public void check(EnableVolumeIoRequest request, Call call) {
    Lookup.volume(call.book(), call.account(), request.volumeId());
  }

  @Override
  public EnableVolumeIoResponse run(EnableVolumeIoRequest request, Call call) {
    check(request, call);
    return EnableVolumeIoResponse.builder().build();
  }
}
