package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Permissions;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Tells one attribute of a snapshot. */
final class DescribeSnapshotAttribute
    implements Action<DescribeSnapshotAttributeRequest, DescribeSnapshotAttributeResponse> {
  @Override
  public Class<DescribeSnapshotAttributeRequest> request() {
    return DescribeSnapshotAttributeRequest.class;
  }

  @Override
  public DescribeSnapshotAttributeResponse run(
      DescribeSnapshotAttributeRequest request, Call call) {
    Row<Snapshot> row = Lookup.ownSnapshot(call.book(), call.account(), request.snapshotId());
    DescribeSnapshotAttributeResponse.Builder answer =
        DescribeSnapshotAttributeResponse.builder().snapshotId(row.id());
    return switch (String.valueOf(request.attributeAsString())) {
      case "createVolumePermission" ->
          answer.createVolumePermissions(permissions(Permissions.of(row))).build();
      case "productCodes" -> answer.productCodes(List.of()).build();
      default ->
          throw Ec2Failure.of(
              "InvalidParameterValue",
              "Value for parameter attribute is invalid; it is createVolumePermission or"
                  + " productCodes.");
    };
  }

  private static List<CreateVolumePermission> permissions(Permissions of) {
    return Stream.concat(
            of.everybody()
                ? Stream.of(CreateVolumePermission.builder().group(PermissionGroup.ALL).build())
                : Stream.empty(),
            of.accounts().stream()
                .sorted()
                .map(id -> CreateVolumePermission.builder().userId(id).build()))
        .toList();
  }
}
