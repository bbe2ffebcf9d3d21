package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.States;
import entrepot.cloud.compute.WantedVolume;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.ec2.place.InstanceType;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CpuOptions;
import software.amazon.awssdk.services.ec2.model.EnclaveOptions;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HibernationOptions;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Monitoring;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Everything that a request to launch instances has come to. */
record Launch(
    String account,
    Row<Image> image,
    InstanceType type,
    String zone,
    List<GroupIdentifier> groups,
    Optional<String> keyName,
    String publicKey,
    Optional<String> kernel,
    Optional<String> ramdisk,
    BlockDevices devices,
    Optional<String> userData,
    String shutdownBehavior,
    boolean terminationProtection,
    boolean stopProtection,
    List<Tag> tags,
    @Nullable String clientToken,
    @Nullable InstanceMetadataOptionsRequest metadata) {

  /** A new row of it, without addresses. */
  Row<Instance> instance(String reservation, int index, Instant now) {
    String id = Ids.next("i");
    Image from = image.value();
    Instance value =
        Instance.builder()
            .instanceId(id)
            .imageId(image.id())
            .state(States.state(InstanceStateName.PENDING))
            .keyName(keyName.orElse(null))
            .amiLaunchIndex(index)
            .productCodes(List.of())
            .instanceType(type.name())
            .placement(
                Placement.builder().availabilityZone(zone).groupName("").tenancy("default").build())
            .kernelId(kernel.orElse(null))
            .ramdiskId(ramdisk.orElse(null))
            .monitoring(Monitoring.builder().state("disabled").build())
            .architecture(from.architectureAsString())
            .rootDeviceType(from.rootDeviceTypeAsString())
            .rootDeviceName(from.rootDeviceName())
            .blockDeviceMappings(List.of())
            .virtualizationType("hvm")
            .hypervisor("xen")
            .clientToken(clientToken == null ? "" : clientToken)
            .tags(tags)
            .securityGroups(groups)
            .sourceDestCheck(true)
            .ebsOptimized(false)
            .enaSupport(false)
            .cpuOptions(CpuOptions.builder().coreCount(type.cpus()).threadsPerCore(1).build())
            .hibernationOptions(HibernationOptions.builder().configured(false).build())
            .enclaveOptions(EnclaveOptions.builder().enabled(false).build())
            .metadataOptions(metadataOptions())
            .platformDetails("Linux/UNIX")
            .usageOperation("RunInstances")
            .usageOperationUpdateTime(now)
            .build();
    Row<Instance> row =
        States.pending(Row.of(Kind.INSTANCE, id, account, value), now)
            .note(InstanceNotes.RESERVATION, reservation)
            .note(InstanceNotes.SHUTDOWN_BEHAVIOR, shutdownBehavior);
    row = noted(row, InstanceNotes.USER_DATA, userData.orElse(""));
    row = noted(row, InstanceNotes.PUBLIC_KEY, publicKey);
    row = noted(row, InstanceNotes.EPHEMERAL, ephemeral(devices.ephemeral()));
    row = noted(row, InstanceNotes.TERMINATION_PROTECTION, terminationProtection ? "true" : "");
    row = noted(row, InstanceNotes.STOP_PROTECTION, stopProtection ? "true" : "");
    return WantedVolume.note(row, devices.volumes());
  }

  private static Row<Instance> noted(Row<Instance> row, String name, String text) {
    return text.isEmpty() ? row : row.note(name, text);
  }

  private static String ephemeral(Map<String, String> disks) {
    return disks.entrySet().stream()
        .map(disk -> disk.getKey() + "=" + disk.getValue())
        .collect(Collectors.joining(","));
  }

  /** As asked for; both versions are answered whatever is asked. */
  private InstanceMetadataOptionsResponse metadataOptions() {
    InstanceMetadataOptionsResponse.Builder options =
        InstanceMetadataOptionsResponse.builder()
            .state("applied")
            .httpTokens("optional")
            .httpPutResponseHopLimit(1)
            .httpEndpoint("enabled")
            .httpProtocolIpv6("disabled")
            .instanceMetadataTags("disabled");
    if (metadata != null) {
      if (metadata.httpTokens() != null) {
        options.httpTokens(metadata.httpTokensAsString());
      }
      if (metadata.httpPutResponseHopLimit() != null) {
        options.httpPutResponseHopLimit(metadata.httpPutResponseHopLimit());
      }
    }
    return options.build();
  }
}
