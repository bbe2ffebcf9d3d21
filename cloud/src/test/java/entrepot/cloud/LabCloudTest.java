package entrepot.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.volume.ImportedImage;
import entrepot.kit.listen.Binding;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.guest.TinyGuest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** A whole cloud of one region in this process, as the AWS SDK sees it. */
class LabCloudTest {
  private static final Path GUESTS = Path.of("/var/cache/entrepot/tiny-guest");
  private static final String ACCOUNT = "000000000001";
  private static final int PID = (int) (ProcessHandle.current().pid() % 0x10000);

  @TempDir private static Path folder;
  private static Ledger ledger;
  private static LabCloud cloud;
  private static Ec2Client ec2;

  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    InstantSource clock = InstantSource.system();
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), clock);
    CloudPlan.TypePlan small = new CloudPlan.TypePlan(128, 1);
    cloud =
        LabCloud.start(
            new CloudPlan(
                folder.resolve("cloud"),
                Map.of("AKIALAB", new CloudPlan.AccessKey(ACCOUNT, "secret")),
                64_100,
                256,
                3,
                Duration.ofSeconds(30),
                Map.of("t3.micro", small, "m1.small", small, "m1.large", small),
                List.of(
                    new CloudPlan.RegionPlan(
                        "lab-1",
                        List.of("lab-1a"),
                        new Binding.Tcp("127.0.0.1", 0),
                        "172.31.0.0/16",
                        "10.%d.%d.208/28".formatted(150 + PID % 50, PID >> 8 & 0xFF),
                        "10.%d.%d.248/30".formatted(150 + PID % 50, PID >> 8 & 0xFF),
                        List.of(),
                        OptionalInt.empty()))),
            ledger.cloud(),
            clock);
    ec2 =
        Ec2Client.builder()
            .httpClient(Apache5HttpClient.create())
            .region(Region.of("lab-1"))
            .endpointOverride(
                URI.create(Objects.requireNonNull(cloud.endpoints().get("lab-1")).toString()))
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .build())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIALAB", "secret")))
            .build();
  }

  @AfterAll
  static void down() {
    ec2.close();
    cloud.down();
    cloud.close();
    ledger.close();
  }

  @Test
  void refusesMoreInstancesThanThereMayBeOrIsRoomFor() {
    String image = imported("limits", ImportedImage.Root.INSTANCE_STORE);
    refused("InstanceLimitExceeded", 400, () -> run(launch(image, "t3.micro", "").maxCount(4)));
    refused(
        "InsufficientInstanceCapacity", 500, () -> run(launch(image, "t3.micro", "").maxCount(3)));
    RunInstancesRequest two =
        launch(image, "t3.micro", "").minCount(2).maxCount(2).clientToken("two").build();
    List<String> ids = ids(two);
    assertThat(ids).hasSize(2);
    assertThat(ids(two)).isEqualTo(ids);
    refused("InsufficientInstanceCapacity", 500, () -> run(launch(image, "t3.micro", "")));
    ids.forEach(id -> prints(id, "entrepot-guest ready"));
    ids.forEach(LabCloudTest::terminate);
    refused("DryRunOperation", 412, () -> run(launch(image, "t3.micro", "").dryRun(true)));
  }

  @Test
  void anImageIsMadeAtRestAndAttributesChangeWhenStopped() {
    String id =
        run(
            launch(
                imported("root", ImportedImage.Root.EBS),
                "t3.micro",
                """
                n=$(cat /disk/boots 2>/dev/null || echo 0); n=$((n + 1)); echo $n >/disk/boots; sync
                echo "boot $n"
                """));
    prints(id, "boot 1");

    String rested = ec2.createImage(r -> r.instanceId(id).name("rested")).imageId();
    until(
        () -> image(rested).equals("available"),
        () -> {
          assertThat(instance(id).state().name()).isEqualTo(InstanceStateName.RUNNING);
          return image(rested);
        });
    prints(id, "boot 2");
    String live = ec2.createImage(r -> r.instanceId(id).name("live").noReboot(true)).imageId();
    until(() -> image(live).equals("available"), () -> image(live));
    assertThat(console(id)).contains("boot 2").doesNotContain("boot 3");

    ModifyInstanceAttributeRequest larger =
        change(id).instanceType(v -> v.value("m1.small")).build();
    refused("IncorrectInstanceState", 400, () -> ec2.modifyInstanceAttribute(larger));
    ec2.modifyInstanceAttribute(change(id).disableApiStop(v -> v.value(true)).build());
    refused("OperationNotPermitted", 400, () -> ec2.stopInstances(r -> r.instanceIds(id)));
    ec2.modifyInstanceAttribute(change(id).disableApiStop(v -> v.value(false)).build());
    ec2.modifyInstanceAttribute(
        change(id).instanceInitiatedShutdownBehavior(v -> v.value("terminate")).build());
    assertThat(
            ec2.describeInstanceAttribute(r ->
                    r.instanceId(id)
                        .attribute(InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR))
                .instanceInitiatedShutdownBehavior()
                .value())
        .isEqualTo("terminate");
    String group =
        ec2.createSecurityGroup(r -> r.groupName("other").description("other")).groupId();
    ec2.modifyInstanceAttribute(change(id).groups(group).build());
    assertThat(instance(id).securityGroups().getFirst().groupId()).isEqualTo(group);
    refused(
        "InvalidGroup.NotFound",
        400,
        () -> ec2.modifyInstanceAttribute(change(id).groups("sg-0123456789abcdef0").build()));

    ec2.stopInstances(r -> r.instanceIds(id));
    until(
        () -> instance(id).state().name() == InstanceStateName.STOPPED, () -> instance(id).state());
    ec2.modifyInstanceAttribute(larger);
    refused(
        "InvalidParameterValue",
        400,
        () ->
            ec2.modifyInstanceAttribute(change(id).instanceType(v -> v.value("x9.huge")).build()));
    ec2.modifyInstanceAttribute(
        change(id)
            .userData(v ->
                v.value(
                    software.amazon.awssdk.core.SdkBytes.fromUtf8String(
                        "echo now $(wget -q -O - http://169.254.169.254/latest/meta-data/instance-type)")))
            .build());
    ec2.startInstances(r -> r.instanceIds(id));
    prints(id, "now m1.small");
    terminate(id);
  }

  @Test
  void ephemeralDisksAreThoseThatTheLaunchMaps() {
    String id =
        run(
            launch(
                    imported("store", ImportedImage.Root.INSTANCE_STORE),
                    "m1.large",
                    """
                    for disk in /sys/block/vd*; do echo "disk $(cat $disk/serial)"; done
                    mkdir /other; mount -t ext4 "$(findfs LABEL=ephemeral1)" /other && df -k /other
                    for one in $(wget -q -O - http://169.254.169.254/latest/meta-data/block-device-mapping/); do
                      echo "mapped $one"
                    done
                    """)
                .blockDeviceMappings(
                    BlockDeviceMapping.builder().deviceName("/dev/sdb").noDevice("").build(),
                    BlockDeviceMapping.builder()
                        .deviceName("/dev/sdd")
                        .virtualName("ephemeral1")
                        .build()));
    prints(id, "entrepot-guest done 0");
    assertThat(console(id))
        .contains("disk root", "disk ephemeral1", "mapped ephemeral1")
        .containsPattern("/dev/vdb .* /other")
        .doesNotContain("ephemeral0");
    terminate(id);
  }

  private static RunInstancesRequest.Builder launch(String image, String type, String userData) {
    return RunInstancesRequest.builder()
        .imageId(image)
        .instanceType(type)
        .minCount(1)
        .maxCount(1)
        .userData(Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8)));
  }

  private static String run(RunInstancesRequest.Builder launch) {
    RunInstancesRequest whole = launch.build();
    return ec2.runInstances(whole.toBuilder().minCount(whole.maxCount()).build())
        .instances()
        .getFirst()
        .instanceId();
  }

  private static List<String> ids(RunInstancesRequest launch) {
    return ec2.runInstances(launch).instances().stream().map(Instance::instanceId).toList();
  }

  private static ModifyInstanceAttributeRequest.Builder change(String id) {
    return ModifyInstanceAttributeRequest.builder().instanceId(id);
  }

  private static String imported(String name, ImportedImage.Root root) {
    Path raw = folder.resolve(name + ".raw");
    TinyGuest.build(GUESTS).disk(raw, 64L << 20);
    return cloud.importImage(
        "lab-1",
        raw,
        DiskFormat.RAW,
        new ImportedImage(ACCOUNT, name, "", "x86_64", root, null, null, false, false));
  }

  private static String image(String id) {
    return ec2.describeImages(r -> r.imageIds(id)).images().getFirst().stateAsString();
  }

  private static Instance instance(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  private static String console(String id) {
    String output = ec2.getConsoleOutput(r -> r.instanceId(id)).output();
    return output == null
        ? ""
        : new String(Base64.getMimeDecoder().decode(output), StandardCharsets.UTF_8);
  }

  private static void prints(String id, String text) {
    until(() -> console(id).contains(text), () -> console(id));
  }

  private static void terminate(String id) {
    ec2.terminateInstances(r -> r.instanceIds(id));
    until(
        () -> instance(id).state().name() == InstanceStateName.TERMINATED,
        () -> instance(id).state());
  }

  private static void until(BooleanSupplier holds, Supplier<Object> seen) {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!holds.getAsBoolean()) {
      Object now = seen.get();
      assertThat(System.nanoTime()).as("%s", now).isLessThan(end);
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static void refused(String code, int status, ThrowingCallable doing) {
    assertThatThrownBy(doing)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
            });
  }
}
