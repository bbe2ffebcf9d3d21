package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.ClientTokens;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.record.Kind;
import entrepot.cloud.volume.NewVolume;
import entrepot.cloud.volume.Volumes;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Makes an empty volume, or one that begins as a snapshot. */
final class CreateVolume implements Action<CreateVolumeRequest, CreateVolumeResponse> {
  private final Volumes volumes;

  CreateVolume(Volumes volumes) {
    this.volumes = volumes;
  }

  @Override
  public Class<CreateVolumeRequest> request() {
    return CreateVolumeRequest.class;
  }

  @Override
  public void check(CreateVolumeRequest request, Call call) {
    boolean again =
        !ClientTokens.made(call.book(), Kind.VOLUME, call.account(), request.clientToken(), request)
            .isEmpty();
    if (!again) {
      volumes.check(call.account(), asked(request));
    }
  }

  @Override
  public CreateVolumeResponse run(CreateVolumeRequest request, Call call) {
    Volume made =
        volumes.create(call.account(), asked(request), request.clientToken(), request).value();
    return CreateVolumeResponse.builder()
        .volumeId(made.volumeId())
        .availabilityZone(made.availabilityZone())
        .createTime(made.createTime())
        .encrypted(made.encrypted())
        .size(made.size())
        .snapshotId(made.snapshotId())
        // As AWS answers, which takes its time; it is available by then.
        .state(VolumeState.CREATING)
        .volumeType(made.volumeTypeAsString())
        .iops(made.iops())
        .throughput(made.throughput())
        .multiAttachEnabled(false)
        .tags(made.tags())
        .build();
  }

  private static NewVolume asked(CreateVolumeRequest request) {
    if (Boolean.TRUE.equals(request.encrypted()) || request.kmsKeyId() != null) {
      throw Ec2Failure.of("UnsupportedOperation", "The lab cloud does not encrypt volumes.");
    }
    if (Boolean.TRUE.equals(request.multiAttachEnabled())) {
      throw Ec2Failure.of(
          "UnsupportedOperation", "The lab cloud attaches a volume to one instance only.");
    }
    if (request.availabilityZone() == null) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameter availabilityZone");
    }
    return new NewVolume(
        request.availabilityZone(),
        request.size(),
        request.snapshotId(),
        request.volumeTypeAsString(),
        request.iops(),
        request.throughput(),
        TagSpecifications.of(request.tagSpecifications(), ResourceType.VOLUME));
  }
}
