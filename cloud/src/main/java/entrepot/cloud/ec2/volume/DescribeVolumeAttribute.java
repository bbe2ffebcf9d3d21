package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Tells one attribute of a volume. */
final class DescribeVolumeAttribute
    implements Action<DescribeVolumeAttributeRequest, DescribeVolumeAttributeResponse> {
  @Override
  public Class<DescribeVolumeAttributeRequest> request() {
    return DescribeVolumeAttributeRequest.class;
  }

  @Override
  public DescribeVolumeAttributeResponse run(DescribeVolumeAttributeRequest request, Call call) {
    Row<Volume> row = Lookup.volume(call.book(), call.account(), request.volumeId());
    DescribeVolumeAttributeResponse.Builder answer =
        DescribeVolumeAttributeResponse.builder().volumeId(row.id());
    return switch (String.valueOf(request.attributeAsString())) {
      case "autoEnableIO" ->
          answer
              .autoEnableIO(
                  value -> value.value(row.note(ModifyVolumeAttribute.AUTO_ENABLE_IO).isPresent()))
              .build();
      case "productCodes" -> answer.productCodes(List.of()).build();
      default ->
          throw Ec2Failure.of(
              "InvalidParameterValue",
              "Value for parameter attribute is invalid; it is autoEnableIO or productCodes.");
    };
  }
}
