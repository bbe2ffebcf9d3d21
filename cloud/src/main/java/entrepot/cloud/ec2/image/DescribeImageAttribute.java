package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Permissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;

/** Tells one attribute of an image, to its owner alone. */
final class DescribeImageAttribute
    implements Action<DescribeImageAttributeRequest, DescribeImageAttributeResponse> {
  @Override
  public Class<DescribeImageAttributeRequest> request() {
    return DescribeImageAttributeRequest.class;
  }

  @Override
  public DescribeImageAttributeResponse run(DescribeImageAttributeRequest request, Call call) {
    Row<Image> row = Lookup.ownImage(call.book(), call.account(), request.imageId());
    Image image = row.value();
    DescribeImageAttributeResponse.Builder answer =
        DescribeImageAttributeResponse.builder().imageId(row.id());
    switch (String.valueOf(request.attributeAsString())) {
      case "launchPermission" -> answer.launchPermissions(permissions(Permissions.of(row)));
      case "description" -> value(image.description(), answer::description);
      case "kernel" -> value(image.kernelId(), answer::kernelId);
      case "ramdisk" -> value(image.ramdiskId(), answer::ramdiskId);
      case "blockDeviceMapping" -> answer.blockDeviceMappings(image.blockDeviceMappings());
      case "productCodes" -> answer.productCodes(List.of());
      case "sriovNetSupport" -> value(null, answer::sriovNetSupport);
      case "bootMode" -> value(null, answer::bootMode);
      default ->
          throw Ec2Failure.of("InvalidParameterValue", "Value for parameter attribute is invalid.");
    }
    return answer.build();
  }

  private static void value(@Nullable String text, Consumer<AttributeValue> into) {
    into.accept(AttributeValue.builder().value(text).build());
  }

  private static List<LaunchPermission> permissions(Permissions of) {
    return Stream.concat(
            of.everybody()
                ? Stream.of(LaunchPermission.builder().group(PermissionGroup.ALL).build())
                : Stream.empty(),
            of.accounts().stream()
                .sorted()
                .map(id -> LaunchPermission.builder().userId(id).build()))
        .toList();
  }
}
