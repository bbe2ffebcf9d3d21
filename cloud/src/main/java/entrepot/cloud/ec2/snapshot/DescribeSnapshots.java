package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Permissions;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Describes the snapshots that the caller may make volumes from. */
final class DescribeSnapshots
    implements Action<DescribeSnapshotsRequest, DescribeSnapshotsResponse> {
  private static final Filters<Snapshot> FILTERS =
      Filters.tagged(Snapshot::tags)
          .with("snapshot-id", row -> Stream.of(row.id()))
          .with("description", row -> Stream.of(row.value().description()))
          .with("encrypted", row -> Stream.of(String.valueOf(row.value().encrypted())))
          .with("owner-id", row -> Stream.of(row.account()))
          .with("owner-alias", row -> Stream.ofNullable(row.value().ownerAlias()))
          .with("progress", row -> Stream.of(row.value().progress()))
          .with("start-time", row -> Stream.of(row.value().startTime().toString()))
          .with("status", row -> Stream.of(row.value().stateAsString()))
          .with("storage-tier", row -> Stream.of(row.value().storageTierAsString()))
          .with("volume-id", row -> Stream.ofNullable(row.value().volumeId()))
          .with("volume-size", row -> Stream.of(String.valueOf(row.value().volumeSize())));

  @Override
  public Class<DescribeSnapshotsRequest> request() {
    return DescribeSnapshotsRequest.class;
  }

  @Override
  public DescribeSnapshotsResponse run(DescribeSnapshotsRequest request, Call call) {
    List<Row<Snapshot>> seen =
        (request.snapshotIds().isEmpty()
                ? call.book().all(Kind.SNAPSHOT).stream()
                    .filter(row -> Permissions.of(row).allows(call.account()))
                : request.snapshotIds().stream()
                    .distinct()
                    .sorted()
                    .map(id -> Lookup.snapshot(call.book(), call.account(), id)))
            .filter(row -> ownedAsAsked(row, request.ownerIds(), call.account()))
            .filter(row -> restorableAsAsked(row, request.restorableByUserIds(), call.account()))
            .toList();
    Page<Row<Snapshot>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), seen), request.maxResults(), request.nextToken());
    return DescribeSnapshotsResponse.builder()
        .snapshots(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private static boolean ownedAsAsked(Row<Snapshot> row, List<String> owners, String caller) {
    return owners.isEmpty()
        || owners.stream()
            .anyMatch(owner ->
                owner.equals("self")
                    ? row.account().equals(caller)
                    : owner.equals(row.account()) || owner.equals(row.value().ownerAlias()));
  }

  private static boolean restorableAsAsked(Row<Snapshot> row, List<String> users, String caller) {
    Permissions permissions = Permissions.of(row);
    return users.isEmpty()
        || users.stream()
            .anyMatch(user ->
                switch (user) {
                  case "all" -> permissions.everybody();
                  case "self" -> permissions.names(caller) || row.account().equals(caller);
                  default -> permissions.names(user) || row.account().equals(user);
                });
  }
}
