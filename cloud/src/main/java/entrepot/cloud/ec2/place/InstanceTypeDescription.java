package entrepot.cloud.ec2.place;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.DiskInfo;
import software.amazon.awssdk.services.ec2.model.DiskType;
import software.amazon.awssdk.services.ec2.model.EbsEncryptionSupport;
import software.amazon.awssdk.services.ec2.model.EbsInfo;
import software.amazon.awssdk.services.ec2.model.EbsOptimizedSupport;
import software.amazon.awssdk.services.ec2.model.InstanceStorageInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeHypervisor;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.MemoryInfo;
import software.amazon.awssdk.services.ec2.model.NetworkInfo;
import software.amazon.awssdk.services.ec2.model.PlacementGroupInfo;
import software.amazon.awssdk.services.ec2.model.ProcessorInfo;
import software.amazon.awssdk.services.ec2.model.RootDeviceType;
import software.amazon.awssdk.services.ec2.model.UsageClassType;
import software.amazon.awssdk.services.ec2.model.VCpuInfo;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/** An instance type as the API describes it: what AWS promises, not what the lab's guests get. */
final class InstanceTypeDescription {
  private InstanceTypeDescription() {}

  static InstanceTypeInfo of(InstanceType type) {
    boolean burstable = type.name().startsWith("t");
    int threads = type.current() && type.cpus() > 1 ? 2 : 1;
    InstanceTypeInfo.Builder info =
        InstanceTypeInfo.builder()
            .instanceType(type.name())
            .currentGeneration(type.current())
            .freeTierEligible(type.name().endsWith(".micro"))
            .supportedUsageClasses(UsageClassType.ON_DEMAND)
            .supportedRootDeviceTypes(RootDeviceType.EBS, RootDeviceType.INSTANCE_STORE)
            .supportedVirtualizationTypes(VirtualizationType.HVM, VirtualizationType.PARAVIRTUAL)
            .bareMetal(false)
            .hypervisor(InstanceTypeHypervisor.NITRO)
            .processorInfo(
                ProcessorInfo.builder()
                    .supportedArchitecturesWithStrings(type.architectures())
                    .sustainedClockSpeedInGhz(2.5)
                    .build())
            .vCpuInfo(
                VCpuInfo.builder()
                    .defaultVCpus(type.cpus())
                    .defaultCores(type.cpus() / threads)
                    .defaultThreadsPerCore(threads)
                    .validCores(IntStream.rangeClosed(1, type.cpus() / threads).boxed().toList())
                    .validThreadsPerCore(IntStream.rangeClosed(1, threads).boxed().toList())
                    .build())
            .memoryInfo(MemoryInfo.builder().sizeInMiB((long) type.memoryMiB()).build())
            .instanceStorageSupported(!type.ephemeralGiB().isEmpty())
            .ebsInfo(
                EbsInfo.builder()
                    .ebsOptimizedSupport(EbsOptimizedSupport.UNSUPPORTED)
                    .encryptionSupport(EbsEncryptionSupport.UNSUPPORTED)
                    .build())
            .networkInfo(
                NetworkInfo.builder()
                    .networkPerformance("Low to Moderate")
                    .maximumNetworkInterfaces(1)
                    .ipv4AddressesPerInterface(1)
                    .ipv6AddressesPerInterface(0)
                    .ipv6Supported(false)
                    .build())
            .placementGroupInfo(PlacementGroupInfo.builder().supportedStrategies(List.of()).build())
            .hibernationSupported(false)
            .burstablePerformanceSupported(burstable)
            .dedicatedHostsSupported(false)
            .autoRecoverySupported(false);
    if (!type.ephemeralGiB().isEmpty()) {
      info.instanceStorageInfo(storage(type));
    }
    return info.build();
  }

  private static InstanceStorageInfo storage(InstanceType type) {
    return InstanceStorageInfo.builder()
        .totalSizeInGB(type.ephemeralGiB().stream().mapToLong(Integer::longValue).sum())
        .disks(
            DiskInfo.builder()
                .sizeInGB((long) type.ephemeralGiB().getFirst())
                .count(type.ephemeralGiB().size())
                .type(DiskType.HDD)
                .build())
        .build();
  }
}
