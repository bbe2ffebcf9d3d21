package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.EnclaveOptions;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

/** One attribute of an instance, and only that. */
final class DescribeInstanceAttribute
    implements Action<DescribeInstanceAttributeRequest, DescribeInstanceAttributeResponse> {
  @Override
  public Class<DescribeInstanceAttributeRequest> request() {
    return DescribeInstanceAttributeRequest.class;
  }

  @Override
  public void check(DescribeInstanceAttributeRequest request, Call call) {
    answer(request, call);
  }

  @Override
  public DescribeInstanceAttributeResponse run(
      DescribeInstanceAttributeRequest request, Call call) {
    return answer(request, call);
  }

  private static DescribeInstanceAttributeResponse answer(
      DescribeInstanceAttributeRequest request, Call call) {
    Row<Instance> row = Instances.one(call.book(), call, request.instanceId());
    Instance instance = row.value();
    DescribeInstanceAttributeResponse.Builder answer =
        DescribeInstanceAttributeResponse.builder().instanceId(row.id());
    return (switch (attribute(request)) {
          case INSTANCE_TYPE -> answer.instanceType(text(instance.instanceTypeAsString()));
          case KERNEL -> answer.kernelId(text(instance.kernelId()));
          case RAMDISK -> answer.ramdiskId(text(instance.ramdiskId()));
          case USER_DATA -> answer.userData(text(row.note(InstanceNotes.USER_DATA).orElse(null)));
          case DISABLE_API_TERMINATION ->
              answer.disableApiTermination(noted(row, InstanceNotes.TERMINATION_PROTECTION));
          case DISABLE_API_STOP -> answer.disableApiStop(noted(row, InstanceNotes.STOP_PROTECTION));
          case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR ->
              answer.instanceInitiatedShutdownBehavior(
                  text(row.note(InstanceNotes.SHUTDOWN_BEHAVIOR).orElse("stop")));
          case ROOT_DEVICE_NAME -> answer.rootDeviceName(text(instance.rootDeviceName()));
          case BLOCK_DEVICE_MAPPING -> answer.blockDeviceMappings(instance.blockDeviceMappings());
          case PRODUCT_CODES -> answer.productCodes(List.of());
          case SOURCE_DEST_CHECK -> answer.sourceDestCheck(truth(instance.sourceDestCheck()));
          case GROUP_SET -> answer.groups(instance.securityGroups());
          case EBS_OPTIMIZED -> answer.ebsOptimized(truth(instance.ebsOptimized()));
          case SRIOV_NET_SUPPORT -> answer.sriovNetSupport(text(null));
          case ENA_SUPPORT -> answer.enaSupport(truth(instance.enaSupport()));
          case ENCLAVE_OPTIONS ->
              answer.enclaveOptions(EnclaveOptions.builder().enabled(false).build());
          case UNKNOWN_TO_SDK_VERSION -> throw invalid(request.attributeAsString());
        })
        .build();
  }

  private static InstanceAttributeName attribute(DescribeInstanceAttributeRequest request) {
    @Nullable InstanceAttributeName name = request.attribute();
    if (name == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter attribute");
    }
    return name;
  }

  private static Ec2Failure invalid(String name) {
    return Ec2Failure.of(
        "InvalidParameterValue",
        "Value (%s) for parameter attribute is invalid. Unknown attribute.".formatted(name));
  }

  private static AttributeValue text(@Nullable String value) {
    return AttributeValue.builder().value(value).build();
  }

  private static AttributeBooleanValue noted(Row<Instance> row, String note) {
    return truth(row.note(note).isPresent());
  }

  private static AttributeBooleanValue truth(@Nullable Boolean value) {
    return AttributeBooleanValue.builder().value(Boolean.TRUE.equals(value)).build();
  }
}
