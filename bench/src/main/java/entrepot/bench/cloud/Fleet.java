package entrepot.bench.cloud;

import entrepot.cloud.record.Book;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CpuOptions;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.EnclaveOptions;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HibernationOptions;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.Monitoring;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Instances as a region remembers them after their stop, with all that a running one has except the
 * public address. One in a hundred is terminated, one in a hundred has the role {@code web-7}.
 */
record Fleet(int size) {
  /** Writes them into a ledger, for a server that is started on it. */
  void record(Path ledger) {
    InstantSource clock = InstantSource.system();
    try (Ledger open = Ledger.open(new LedgerConfig.Sqlite(ledger, "server"), clock)) {
      Book book = Book.open(CloudServer.REGION, open.cloud(), List.of(Kind.INSTANCE));
      Instant now = clock.instant();
      book.update(draft -> {
        for (int number = 0; number < size; number++) {
          draft.put(row(number, now));
        }
      });
    }
  }

  /** Its id: they come in no order of the numbers. */
  static String id(int number) {
    return "i-%016x0".formatted(number * 0x9E3779B97F4A7C15L);
  }

  private static Row<Instance> row(int number, Instant now) {
    boolean terminated = number % 100 == 50;
    Row<Instance> row =
        Row.of(
                Kind.INSTANCE,
                id(number),
                CloudServer.ACCOUNT,
                value(number, terminated ? "terminated" : "stopped", terminated ? 48 : 80, now))
            .note(InstanceNotes.RESERVATION, "r-" + id(number / 4 * 4).substring(2))
            .note(InstanceNotes.SHUTDOWN_BEHAVIOR, "stop");
    return terminated ? row.note(InstanceNotes.TERMINATED, now.toString()) : row;
  }

  private static Instance value(int number, String state, int code, Instant now) {
    String id = id(number);
    String address = "172.31.%d.%d".formatted(number / 250, number % 250 + 4);
    String name = "ip-%s.bench-1.compute.internal".formatted(address.replace('.', '-'));
    List<GroupIdentifier> groups =
        List.of(
            GroupIdentifier.builder().groupId("sg-0123456789abcdef0").groupName("default").build());
    return Instance.builder()
        .instanceId(id)
        .imageId("ami-0123456789abcdef0")
        .state(InstanceState.builder().name(state).code(code).build())
        .stateReason(
            StateReason.builder()
                .code("Client.UserInitiatedShutdown")
                .message("Client.UserInitiatedShutdown: User initiated shutdown")
                .build())
        .stateTransitionReason("User initiated (2026-11-22 02:00:00 GMT)")
        .keyName("key")
        .amiLaunchIndex(number % 4)
        .productCodes(List.of())
        .instanceType(CloudServer.TYPE)
        .launchTime(now)
        .placement(
            Placement.builder()
                .availabilityZone(CloudServer.ZONE)
                .groupName("")
                .tenancy("default")
                .build())
        .monitoring(Monitoring.builder().state("disabled").build())
        .architecture("x86_64")
        .rootDeviceType("ebs")
        .rootDeviceName("/dev/sda1")
        .blockDeviceMappings(disk(id, now))
        .virtualizationType("hvm")
        .hypervisor("xen")
        .clientToken("")
        .tags(tag("Name", "host-" + number), tag("role", "web-" + number % 100))
        .securityGroups(groups)
        .sourceDestCheck(true)
        .ebsOptimized(false)
        .enaSupport(false)
        .cpuOptions(CpuOptions.builder().coreCount(2).threadsPerCore(1).build())
        .hibernationOptions(HibernationOptions.builder().configured(false).build())
        .enclaveOptions(EnclaveOptions.builder().enabled(false).build())
        .metadataOptions(
            InstanceMetadataOptionsResponse.builder()
                .state("applied")
                .httpTokens("optional")
                .httpPutResponseHopLimit(1)
                .httpEndpoint("enabled")
                .httpProtocolIpv6("disabled")
                .instanceMetadataTags("disabled")
                .build())
        .platformDetails("Linux/UNIX")
        .usageOperation("RunInstances")
        .usageOperationUpdateTime(now)
        .privateIpAddress(address)
        .privateDnsName(name)
        .publicDnsName("")
        .vpcId("vpc-0123456789abcdef0")
        .subnetId("subnet-0123456789abcdef0")
        .networkInterfaces(nic(id, address, name, groups, now))
        .build();
  }

  private static InstanceBlockDeviceMapping disk(String id, Instant now) {
    return InstanceBlockDeviceMapping.builder()
        .deviceName("/dev/sda1")
        .ebs(
            EbsInstanceBlockDevice.builder()
                .volumeId("vol-" + id.substring(2))
                .status("attached")
                .attachTime(now)
                .deleteOnTermination(true)
                .build())
        .build();
  }

  private static InstanceNetworkInterface nic(
      String id, String address, String name, List<GroupIdentifier> groups, Instant now) {
    return InstanceNetworkInterface.builder()
        .networkInterfaceId("eni-" + id.substring(2))
        .attachment(
            InstanceNetworkInterfaceAttachment.builder()
                .attachmentId("eni-attach-" + id.substring(2))
                .attachTime(now)
                .deleteOnTermination(true)
                .deviceIndex(0)
                .networkCardIndex(0)
                .status("attached")
                .build())
        .description("")
        .groups(groups)
        .interfaceType("interface")
        .macAddress("02:e0:ac:1f:00:05")
        .ownerId(CloudServer.ACCOUNT)
        .privateDnsName(name)
        .privateIpAddress(address)
        .privateIpAddresses(
            InstancePrivateIpAddress.builder()
                .primary(true)
                .privateDnsName(name)
                .privateIpAddress(address)
                .build())
        .sourceDestCheck(true)
        .status("in-use")
        .subnetId("subnet-0123456789abcdef0")
        .vpcId("vpc-0123456789abcdef0")
        .build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
