package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Row;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Describes the caller's volumes. */
final class DescribeVolumes implements Action<DescribeVolumesRequest, DescribeVolumesResponse> {
  @Override
  public Class<DescribeVolumesRequest> request() {
    return DescribeVolumesRequest.class;
  }

  @Override
  public DescribeVolumesResponse run(DescribeVolumesRequest request, Call call) {
    Page<Row<Volume>> page =
        Page.ofRows(
            OwnVolumes.asked(call, request.volumeIds(), request.filters()),
            request.maxResults(),
            request.nextToken());
    return DescribeVolumesResponse.builder()
        .volumes(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }
}
