package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.volume.Snapshots;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;

/** Deletes a snapshot that no image names. */
final class DeleteSnapshot implements Action<DeleteSnapshotRequest, DeleteSnapshotResponse> {
  private final Snapshots snapshots;

  DeleteSnapshot(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Class<DeleteSnapshotRequest> request() {
    return DeleteSnapshotRequest.class;
  }

  @Override
  public void check(DeleteSnapshotRequest request, Call call) {
    snapshots.deletable(call.book(), call.account(), request.snapshotId());
  }

  @Override
  public DeleteSnapshotResponse run(DeleteSnapshotRequest request, Call call) {
    snapshots.delete(call.account(), request.snapshotId());
    return DeleteSnapshotResponse.builder().build();
  }
}
