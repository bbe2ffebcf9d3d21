package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Snapshots;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Copies a snapshot of another region into this one. */
final class CopySnapshot implements Action<CopySnapshotRequest, CopySnapshotResponse> {
  private final Snapshots snapshots;

  CopySnapshot(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Class<CopySnapshotRequest> request() {
    return CopySnapshotRequest.class;
  }

  @Override
  public void check(CopySnapshotRequest request, Call call) {
    if (Boolean.TRUE.equals(request.encrypted())) {
      throw Ec2Failure.of("UnsupportedOperation", "The lab cloud does not encrypt snapshots.");
    }
    snapshots.checkCopy(call.account(), request.sourceRegion(), request.sourceSnapshotId());
  }

  @Override
  public CopySnapshotResponse run(CopySnapshotRequest request, Call call) {
    check(request, call);
    Row<Snapshot> made =
        snapshots
            .copy(
                call.account(),
                request.sourceRegion(),
                request.sourceSnapshotId(),
                request.description(),
                TagSpecifications.of(request.tagSpecifications(), ResourceType.SNAPSHOT))
            .row();
    return CopySnapshotResponse.builder().snapshotId(made.id()).tags(made.value().tags()).build();
  }
}
