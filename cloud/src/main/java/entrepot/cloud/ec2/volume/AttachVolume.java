package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.volume.Attachments;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** Attaches a volume to an instance of its zone. */
final class AttachVolume implements Action<AttachVolumeRequest, AttachVolumeResponse> {
  private final Attachments attachments;

  AttachVolume(Attachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public Class<AttachVolumeRequest> request() {
    return AttachVolumeRequest.class;
  }

  @Override
  public void check(AttachVolumeRequest request, Call call) {
    attachments.check(call.account(), request.volumeId(), request.instanceId(), request.device());
  }

  @Override
  public AttachVolumeResponse run(AttachVolumeRequest request, Call call) {
    VolumeAttachment made =
        attachments.attach(
            call.account(), request.volumeId(), request.instanceId(), request.device());
    return AttachVolumeResponse.builder()
        .volumeId(made.volumeId())
        .instanceId(made.instanceId())
        .device(made.device())
        .state(made.state())
        .attachTime(made.attachTime())
        .deleteOnTermination(made.deleteOnTermination())
        .build();
  }
}
