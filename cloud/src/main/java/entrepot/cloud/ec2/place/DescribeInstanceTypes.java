package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Lists the instance types. */
final class DescribeInstanceTypes
    implements Action<DescribeInstanceTypesRequest, DescribeInstanceTypesResponse> {
  private static final Kind<InstanceTypeInfo> TYPE =
      new Kind<>("instance-type", InstanceTypeInfo.class, InstanceTypeInfo::builder);
  private static final Filters<InstanceTypeInfo> FILTERS =
      Filters.<InstanceTypeInfo>untagged()
          .with("instance-type", row -> Stream.of(row.id()))
          .with("current-generation", one(InstanceTypeInfo::currentGeneration))
          .with("free-tier-eligible", one(InstanceTypeInfo::freeTierEligible))
          .with("bare-metal", one(InstanceTypeInfo::bareMetal))
          .with("hypervisor", one(InstanceTypeInfo::hypervisorAsString))
          .with("hibernation-supported", one(InstanceTypeInfo::hibernationSupported))
          .with("instance-storage-supported", one(InstanceTypeInfo::instanceStorageSupported))
          .with(
              "burstable-performance-supported",
              one(InstanceTypeInfo::burstablePerformanceSupported))
          .with("memory-info.size-in-mib", one(type -> type.memoryInfo().sizeInMiB()))
          .with("vcpu-info.default-vcpus", one(type -> type.vCpuInfo().defaultVCpus()))
          .with("vcpu-info.default-cores", one(type -> type.vCpuInfo().defaultCores()))
          .with(
              "processor-info.supported-architecture",
              row -> row.value().processorInfo().supportedArchitecturesAsStrings().stream())
          .with(
              "supported-root-device-type",
              row -> row.value().supportedRootDeviceTypesAsStrings().stream())
          .with(
              "supported-usage-class", row -> row.value().supportedUsageClassesAsStrings().stream())
          .with(
              "supported-virtualization-type",
              row -> row.value().supportedVirtualizationTypesAsStrings().stream());

  private final InstanceTypes types;

  DescribeInstanceTypes(InstanceTypes types) {
    this.types = types;
  }

  @Override
  public Class<DescribeInstanceTypesRequest> request() {
    return DescribeInstanceTypesRequest.class;
  }

  @Override
  public DescribeInstanceTypesResponse run(DescribeInstanceTypesRequest request, Call call) {
    List<String> asked = request.instanceTypesAsStrings();
    for (String name : asked) {
      if (types.find(name).isEmpty()) {
        throw Ec2Failure.of(
            "InvalidInstanceType",
            "The following supplied instance types do not exist: [" + name + "]");
      }
    }
    List<Row<InstanceTypeInfo>> rows =
        types.all().stream()
            .filter(type -> asked.isEmpty() || asked.contains(type.name()))
            .map(
                type -> Row.of(TYPE, type.name(), call.account(), InstanceTypeDescription.of(type)))
            .toList();
    Page<Row<InstanceTypeInfo>> page =
        Page.of(FILTERS.apply(request.filters(), rows), request.maxResults(), request.nextToken());
    return DescribeInstanceTypesResponse.builder()
        .instanceTypes(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private static Function<Row<InstanceTypeInfo>, Stream<String>> one(
      Function<InstanceTypeInfo, Object> value) {
    return row -> Stream.of(value.apply(row.value()).toString());
  }
}
