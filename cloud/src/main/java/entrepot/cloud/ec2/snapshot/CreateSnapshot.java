package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.volume.Snapshots;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Snapshots a volume as it is when this returns, also while it is in use. */
final class CreateSnapshot implements Action<CreateSnapshotRequest, CreateSnapshotResponse> {
  private final Snapshots snapshots;

  CreateSnapshot(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Class<CreateSnapshotRequest> request() {
    return CreateSnapshotRequest.class;
  }

  @Override
  public void check(CreateSnapshotRequest request, Call call) {
    snapshots.snapable(call.book(), call.account(), request.volumeId());
  }

  @Override
  public CreateSnapshotResponse run(CreateSnapshotRequest request, Call call) {
    Snapshot made =
        snapshots
            .create(
                call.account(),
                request.volumeId(),
                request.description(),
                TagSpecifications.of(request.tagSpecifications(), ResourceType.SNAPSHOT),
                false)
            .row()
            .value();
    return CreateSnapshotResponse.builder()
        .snapshotId(made.snapshotId())
        .volumeId(made.volumeId())
        .volumeSize(made.volumeSize())
        .ownerId(made.ownerId())
        .description(made.description())
        .encrypted(made.encrypted())
        .progress("")
        .startTime(made.startTime())
        .state(made.state())
        .tags(made.tags())
        .build();
  }
}
