package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Grant;
import entrepot.cloud.volume.Lookup;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Says who may make volumes from a snapshot. */
final class ModifySnapshotAttribute
    implements Action<ModifySnapshotAttributeRequest, ModifySnapshotAttributeResponse> {
  @Override
  public Class<ModifySnapshotAttributeRequest> request() {
    return ModifySnapshotAttributeRequest.class;
  }

  @Override
  public void check(ModifySnapshotAttributeRequest request, Call call) {
    Row<Snapshot> row = Lookup.ownSnapshot(call.book(), call.account(), request.snapshotId());
    if (request.attributeAsString() != null
        && !request.attributeAsString().equals("createVolumePermission")) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "The attribute of " + row.id() + " is createVolumePermission.");
    }
    grant(request).check();
  }

  @Override
  public ModifySnapshotAttributeResponse run(ModifySnapshotAttributeRequest request, Call call) {
    check(request, call);
    call.book()
        .update(draft ->
            draft.put(
                grant(request)
                    .apply(Lookup.ownSnapshot(draft, call.account(), request.snapshotId()))));
    return ModifySnapshotAttributeResponse.builder().build();
  }

  private static Grant grant(ModifySnapshotAttributeRequest request) {
    if (request.createVolumePermission() != null) {
      return Grant.of(
          request.createVolumePermission().add().stream().flatMap(ModifySnapshotAttribute::names),
          request.createVolumePermission().remove().stream()
              .flatMap(ModifySnapshotAttribute::names));
    }
    return Grant.of(
        String.valueOf(request.operationTypeAsString()),
        Stream.concat(request.groupNames().stream(), request.userIds().stream()));
  }

  private static Stream<String> names(CreateVolumePermission one) {
    return Stream.of(one.groupAsString(), one.userId()).filter(Objects::nonNull);
  }
}
