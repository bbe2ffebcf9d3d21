package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Permissions;
import software.amazon.awssdk.services.ec2.model.ResetSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetSnapshotAttributeResponse;

/** Leaves a snapshot to its owner alone. */
final class ResetSnapshotAttribute
    implements Action<ResetSnapshotAttributeRequest, ResetSnapshotAttributeResponse> {
  @Override
  public Class<ResetSnapshotAttributeRequest> request() {
    return ResetSnapshotAttributeRequest.class;
  }

  @Override
  public void check(ResetSnapshotAttributeRequest request, Call call) {
    Lookup.ownSnapshot(call.book(), call.account(), request.snapshotId());
    if (!"createVolumePermission".equals(request.attributeAsString())) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "The attribute that can be reset is createVolumePermission.");
    }
  }

  @Override
  public ResetSnapshotAttributeResponse run(ResetSnapshotAttributeRequest request, Call call) {
    check(request, call);
    call.book()
        .update(draft ->
            draft.put(
                Permissions.ownerOnly(
                    Lookup.ownSnapshot(draft, call.account(), request.snapshotId()))));
    return ResetSnapshotAttributeResponse.builder().build();
  }
}
