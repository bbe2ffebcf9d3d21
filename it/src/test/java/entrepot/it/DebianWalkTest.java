package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

/** A real Debian, built of what the region mirrors, is an instance as the introduction has it. */
class DebianWalkTest {
  private static final String ZONE = "lab-1a";

  /** An emulated Debian is up after a minute; beside other work it takes several. */
  private static final Duration BOOT = Duration.ofMinutes(10);

  private static final Duration SOON = Duration.ofMinutes(3);

  /** The runs of the user data, for which instance they were, and when the host key was made. */
  private static final String MADE_ONCE =
      """
      echo "runs $(wc -l </var/log/user-data-runs)"
      cat /var/lib/cloud/data/instance-id
      sudo stat -c '%y %i' /etc/ssh/ssh_host_ed25519_key
      """;

  @TempDir static Path folder;
  private static DebianCloud cloud;
  private static Ec2Client ec2;
  private static Report.CloudQuickstartImage debian;
  private static String tiny;

  @BeforeAll
  static void buildTheImages() {
    cloud = DebianCloud.in(folder);
    ec2 = cloud.client();
    tiny = cloud.tiny();
    debian = cloud.debian();
  }

  @AfterAll
  static void leavesNothing() {
    ec2.close();
    cloud.close();
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  @Test
  void isLoggedInToHasItsDisksAndInstallsFromItsRegion() throws IOException, InterruptedException {
    assertThat(debian.source())
        .as("what the image is built of")
        .isEqualTo("http://127.0.0.1:%d/debian bookworm".formatted(cloud.edgePort));
    assertThat(debian.client()).isTrue();
    String image = debian.image().orElseThrow();
    Path key = key("walk");
    Instance instance =
        running(
            RunInstancesRequest.builder()
                .imageId(image)
                .instanceType("m1.small")
                .keyName("walk")
                .minCount(1)
                .maxCount(1)
                .userData(base64("#!/bin/sh\necho ran >>/var/log/user-data-runs\n"))
                .placement(Placement.builder().availabilityZone(ZONE).build())
                .blockDeviceMappings(
                    BlockDeviceMapping.builder()
                        .deviceName("/dev/sdc")
                        .virtualName("ephemeral0")
                        .build())
                .build());
    Ssh ssh = new Ssh(key, "admin", instance.publicIpAddress());
    authorizeSsh();
    assertThat(ssh.opens(BOOT)).as("ssh: %s", console(instance)).isTrue();

    assertThat(ssh.must("cloud-init status --wait; curl -s " + metadata("instance-id")))
        .endsWith(instance.instanceId());
    assertThat(ssh.must("df --output=target").lines()).contains("/", "/mnt");
    assertThat(ssh.must("hostname -f").strip()).isEqualTo(instance.privateDnsName());

    volumes(instance, ssh);
    installs(ssh);
    Instance again = stoppedAndStarted(instance, ssh);
    revocationCuts(new Ssh(key, "admin", again.publicIpAddress()));
    terminate(again);
  }

  /** Its root, its keys and its name are what they were; only what was ephemeral is new. */
  private static Instance stoppedAndStarted(Instance instance, Ssh ssh) {
    String id = instance.instanceId();
    String hostKey = hostKey(ssh);
    ssh.must("echo kept | sudo tee /kept /mnt/lost; sudo sync");
    String made = ssh.must(MADE_ONCE);
    assertThat(made).contains("runs 1").contains(id);
    String boot = ssh.must("cat /proc/sys/kernel/random/boot_id");

    ec2.stopInstances(StopInstancesRequest.builder().instanceIds(id).build());
    until(id + " stops", SOON, () -> instance(id).state().name() == InstanceStateName.STOPPED);
    assertThat(instance(id).publicIpAddress()).isNull();
    ec2.startInstances(StartInstancesRequest.builder().instanceIds(id).build());
    until(id + " runs", SOON, () -> instance(id).state().name() == InstanceStateName.RUNNING);

    Instance again = instance(id);
    assertThat(again.privateIpAddress()).isEqualTo(instance.privateIpAddress());
    Ssh now = new Ssh(ssh.key(), ssh.user(), again.publicIpAddress());
    assertThat(now.opens(BOOT)).as("ssh: %s", console(again)).isTrue();
    assertThat(now.must("cloud-init status --wait; cat /proc/sys/kernel/random/boot_id"))
        .doesNotContain(boot.strip());
    assertThat(hostKey(now)).isEqualTo(hostKey);
    assertThat(now.must("cat /kept")).isEqualTo("kept\n");
    assertThat(now.must(MADE_ONCE)).as("what cloud-init made once for an instance").isEqualTo(made);
    assertThat(now.must("findmnt -n -o LABEL /mnt; ls /mnt"))
        .contains("ephemeral0")
        .doesNotContain("lost\n");
    assertThat(now.must("hostname -f").strip()).isEqualTo(instance.privateDnsName());
    return again;
  }

  /** What sshd says it is. */
  private static String hostKey(Ssh ssh) {
    return Ran.command("ssh-keyscan", "-T", "60", "-t", "ed25519", ssh.address())
        .must()
        .output()
        .lines()
        .filter(line -> line.startsWith(ssh.address() + " "))
        .map(line -> line.substring(ssh.address().length()))
        .findFirst()
        .orElseThrow();
  }

  private static void volumes(Instance instance, Ssh ssh) {
    String volume =
        ec2.createVolume(CreateVolumeRequest.builder().size(1).availabilityZone(ZONE).build())
            .volumeId();
    String disk = "/dev/disk/by-id/virtio-" + volume.replace("-", "");
    volumeIs(volume, "available");
    attach(volume, instance, "/dev/xvdb");
    ssh.must(
        """
        sudo sh -ec 'for i in $(seq 60); do [ -b /dev/xvdb ] && [ -b %1$s ] && break; sleep 0.5; done
          [ "$(readlink -f /dev/xvdb)" = "$(readlink -f %1$s)" ]
          mkfs.ext4 -q /dev/xvdb; mount /dev/xvdb /srv; echo walked >/srv/note; umount /srv'
        """
            .formatted(disk));
    ec2.detachVolume(DetachVolumeRequest.builder().volumeId(volume).build());
    volumeIs(volume, "available");
    assertThat(ssh.run("test -e /dev/xvdb").ok()).as("is there after it is detached").isFalse();

    assertThat(readByTiny(volume, "", "note")).contains("note: walked");
  }

  /** What another instance reads in a file on a volume, or on a partition of it. */
  private static String readByTiny(String volume, String partition, String file) {
    Instance reader =
        running(
            RunInstancesRequest.builder()
                .imageId(tiny)
                .instanceType("t3.micro")
                .minCount(1)
                .maxCount(1)
                .placement(Placement.builder().availabilityZone(ZONE).build())
                .userData(
                    base64(
                        """
                        device=$(disk %s)%s
                        mkdir /x && mount -t ext4 -o ro "$device" /x
                        echo "note: $(cat /x/%s)"; umount /x
                        """
                            .formatted(volume.replace("-", ""), partition, file)))
                .build());
    attach(volume, reader, "/dev/sdf");
    until("the tiny guest is done", SOON, () -> console(reader).contains("entrepot-guest done"));
    String seen = console(reader);
    terminate(reader);
    return seen;
  }

  private static void installs(Ssh ssh) throws IOException {
    assertThat(ssh.must("cat /etc/apt/mirrors/entrepot-debian.list /etc/apt/sources.list"))
        .as("what the client kit made of the zone")
        .contains("http://mirror.lab-1.aws." + DebianCloud.DOMAIN + "/debian/")
        .contains("mirror+file:/etc/apt/mirrors/entrepot-debian.list");

    String key = Base64.getEncoder().encodeToString(Files.readAllBytes(cloud.vendor.keyring));
    AccessLog edge = new AccessLog(cloud.installation, DebianCloud.REGION);
    edge.forget();
    ssh.must(
        """
        sudo sh -exc '
        # What a name server does elsewhere.
        echo "%1$s mirror.lab-1.aws.%2$s" >>/etc/hosts
        mkdir -p /etc/entrepot/templates
        sed "s|@DOMAIN@/|@DOMAIN@:%3$d/|" /usr/share/entrepot-client/templates/apt.list \
          >/etc/entrepot/templates/apt.list
        echo %4$s | base64 -d >/usr/share/keyrings/fixture.gpg
        echo "APT=fixture http://upstream.invalid" >>/etc/entrepot/client.conf
        rm /etc/apt/sources.list
        echo "deb [signed-by=/usr/share/keyrings/fixture.gpg] http://upstream.invalid stable main" \
          >/etc/apt/sources.list.d/fixture.list
        entrepot-client update
        entrepot-client enable
        apt-get update -q
        apt-get install -q -y fixture-00001
        dpkg -s fixture-00001'
        """
            .formatted(cloud.host, DebianCloud.DOMAIN, cloud.edgePort, key));
    assertThat(edge.tells("fixture-00001")).as("log of the region's edge").isTrue();
  }

  private static void revocationCuts(Ssh ssh) throws InterruptedException {
    Path said = folder.resolve("session");
    Process session = ssh.session(said);
    try {
      until("the session talks", SOON, () -> read(said).contains("tick"));
      ec2.revokeSecurityGroupIngress(
          RevokeSecurityGroupIngressRequest.builder()
              .groupName("default")
              .ipProtocol("tcp")
              .fromPort(22)
              .toPort(22)
              .cidrIp("0.0.0.0/0")
              .build());
      assertThat(session.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(session.exitValue()).as("%s", read(said)).isEqualTo(255);
      assertThat(ssh.run("true").ok()).as("opens after it is revoked").isFalse();
    } finally {
      session.destroyForcibly();
    }
  }

  @Test
  void packerBuildsAnImageOfItOverSsh() throws IOException {
    Path template = folder.resolve("packer.json");
    Files.writeString(
        template,
        """
        {"builders": [{
           "type": "amazon-ebs",
           "custom_endpoint_ec2": "%s",
           "region": "lab-1",
           "skip_region_validation": true,
           "skip_metadata_api_check": true,
           "source_ami": "%s",
           "instance_type": "m1.small",
           "ssh_username": "admin",
           "ssh_timeout": "15m",
           "ami_name": "packed",
           "run_tags": {"Name": "packer"},
           "tags": {"by": "packer"}
         }],
         "provisioners": [{
           "type": "shell",
           "inline": ["echo packed | sudo tee /etc/packed", "sync"]
         }]}
        """
            .formatted(cloud.endpoint(), debian.image().orElseThrow()));
    Map<String, String> environment = new HashMap<>(cloud.environment());
    environment.put("HOME", folder.toString());
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("AWS_POLL_DELAY_SECONDS", "1");
    environment.put("AWS_MAX_ATTEMPTS", "900");
    environment.put("PACKER_CACHE_DIR", folder.resolve("packer-cache").toString());

    Ran built = packer(environment, template);

    assertThat(built.output()).contains("lab-1: ami-");
    Image packed =
        ec2.describeImages().images().stream()
            .filter(image -> image.name().equals("packed"))
            .findFirst()
            .orElseThrow();
    assertThat(packed.stateAsString()).isEqualTo("available");
    assertThat(packed.tags()).anyMatch(tag -> tag.key().equals("by"));
    String volume =
        ec2.createVolume(
                CreateVolumeRequest.builder()
                    .snapshotId(packed.blockDeviceMappings().getFirst().ebs().snapshotId())
                    .availabilityZone(ZONE)
                    .build())
            .volumeId();
    volumeIs(volume, "available");
    assertThat(readByTiny(volume, "1", "etc/packed")).contains("note: packed");
    assertThat(ec2.describeKeyPairs().keyPairs())
        .as("keys that packer made")
        .noneMatch(key -> key.keyName().startsWith("packer"));
  }

  private static Ran packer(Map<String, String> environment, Path template) {
    return Ran.command(
        environment,
        List.of("timeout", "1200", "/usr/bin/packer", "build", "-color=false", template.toString()),
        Duration.ofMinutes(21));
  }

  private static Path key(String name) throws IOException {
    String material =
        ec2.createKeyPair(CreateKeyPairRequest.builder().keyName(name).keyType("ed25519").build())
            .keyMaterial();
    return Files.writeString(
        Files.createFile(
            folder.resolve(name + ".pem"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        material);
  }

  private static void authorizeSsh() {
    ec2.authorizeSecurityGroupIngress(
        AuthorizeSecurityGroupIngressRequest.builder()
            .groupName("default")
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .cidrIp("0.0.0.0/0")
            .build());
  }

  private static Instance running(RunInstancesRequest request) {
    String id = ec2.runInstances(request).instances().getFirst().instanceId();
    until(id + " runs", SOON, () -> instance(id).state().name() == InstanceStateName.RUNNING);
    return instance(id);
  }

  private static Instance instance(String id) {
    return ec2.describeInstances(DescribeInstancesRequest.builder().instanceIds(id).build())
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  private static void terminate(Instance instance) {
    String id = instance.instanceId();
    ec2.terminateInstances(TerminateInstancesRequest.builder().instanceIds(id).build());
    until(id + " is gone", SOON, () -> instance(id).state().name() == InstanceStateName.TERMINATED);
  }

  private static void attach(String volume, Instance instance, String device) {
    ec2.attachVolume(
        AttachVolumeRequest.builder()
            .volumeId(volume)
            .instanceId(instance.instanceId())
            .device(device)
            .build());
    volumeIs(volume, "in-use");
  }

  private static void volumeIs(String volume, String state) {
    until(
        volume + " is " + state,
        SOON,
        () ->
            ec2.describeVolumes(DescribeVolumesRequest.builder().volumeIds(volume).build())
                .volumes()
                .getFirst()
                .stateAsString()
                .equals(state));
  }

  private static String console(Instance instance) {
    String output =
        ec2.getConsoleOutput(
                GetConsoleOutputRequest.builder().instanceId(instance.instanceId()).build())
            .output();
    return output == null
        ? ""
        : new String(Base64.getMimeDecoder().decode(output), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String metadata(String leaf) {
    return "http://169.254.169.254/latest/meta-data/" + leaf;
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void until(String what, Duration longest, BooleanSupplier look) {
    long end = System.nanoTime() + longest.toNanos();
    while (!look.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s: %s", what, cloud.output()).isLessThan(end);
      LockSupport.parkNanos(300_000_000);
    }
  }
}
