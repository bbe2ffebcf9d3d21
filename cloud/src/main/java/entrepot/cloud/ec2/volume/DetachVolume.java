package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.volume.Attachments;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** Detaches a volume; the guest of a running machine has to let go first, unless forced. */
final class DetachVolume implements Action<DetachVolumeRequest, DetachVolumeResponse> {
  private final Attachments attachments;

  DetachVolume(Attachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public Class<DetachVolumeRequest> request() {
    return DetachVolumeRequest.class;
  }

  @Override
  public void check(DetachVolumeRequest request, Call call) {
    attachments.checkDetach(
        call.account(), request.volumeId(), request.instanceId(), request.device());
  }

  @Override
  public DetachVolumeResponse run(DetachVolumeRequest request, Call call) {
    VolumeAttachment ended =
        attachments.detach(
            call.account(),
            request.volumeId(),
            request.instanceId(),
            request.device(),
            Boolean.TRUE.equals(request.force()));
    return DetachVolumeResponse.builder()
        .volumeId(ended.volumeId())
        .instanceId(ended.instanceId())
        .device(ended.device())
        .state(ended.state())
        .attachTime(ended.attachTime())
        .deleteOnTermination(ended.deleteOnTermination())
        .build();
  }
}
