package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeStatusDetails;
import software.amazon.awssdk.services.ec2.model.VolumeStatusInfoStatus;
import software.amazon.awssdk.services.ec2.model.VolumeStatusItem;
import software.amazon.awssdk.services.ec2.model.VolumeStatusName;

/** Tells the health of volumes: all that are there are well. */
final class DescribeVolumeStatus
    implements Action<DescribeVolumeStatusRequest, DescribeVolumeStatusResponse> {
  private static final Filters<Volume> FILTERS =
      Filters.<Volume>untagged()
          .with("availability-zone", row -> Stream.of(row.value().availabilityZone()))
          .with("volume-status.status", _ -> Stream.of("ok"))
          .with("volume-status.details-name", _ -> Stream.of("io-enabled"))
          .with("volume-status.details-status", _ -> Stream.of("passed"));

  @Override
  public Class<DescribeVolumeStatusRequest> request() {
    return DescribeVolumeStatusRequest.class;
  }

  @Override
  public DescribeVolumeStatusResponse run(DescribeVolumeStatusRequest request, Call call) {
    Page<Row<Volume>> page =
        Page.ofRows(
            OwnVolumes.asked(call, request.volumeIds(), FILTERS, request.filters()),
            request.maxResults(),
            request.nextToken());
    return DescribeVolumeStatusResponse.builder()
        .volumeStatuses(page.items().stream().map(DescribeVolumeStatus::status).toList())
        .nextToken(page.next())
        .build();
  }

  private static VolumeStatusItem status(Row<Volume> row) {
    return VolumeStatusItem.builder()
        .volumeId(row.id())
        .availabilityZone(row.value().availabilityZone())
        .volumeStatus(status ->
            status
                .status(VolumeStatusInfoStatus.OK)
                .details(
                    VolumeStatusDetails.builder()
                        .name(VolumeStatusName.IO_ENABLED)
                        .status("passed")
                        .build()))
        .actions(List.of())
        .events(List.of())
        .build();
  }
}
