package entrepot.it;

import entrepot.it.fixture.Ran;
import entrepot.it.fixture.TestingCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/**
 * Compares what a region says it has with what is there: machines and the disks that they hold,
 * taps, leases and names, rules, files. Neither side may have what the other lacks.
 */
final class CloudAudit {
  private final TestingCloud cloud;
  private final List<Instance> instances;
  private final List<Volume> volumes;
  private final List<Snapshot> snapshots;
  private final List<Image> images;
  private final RuleAudit rules;
  private final List<String> differences = new ArrayList<>();

  private CloudAudit(TestingCloud cloud, Ec2Client ec2) {
    this.cloud = cloud;
    this.instances =
        ec2.describeInstances().reservations().stream()
            .flatMap(reservation -> reservation.instances().stream())
            .toList();
    this.volumes = ec2.describeVolumes().volumes();
    this.snapshots =
        ec2.describeSnapshots(DescribeSnapshotsRequest.builder().ownerIds("self").build())
            .snapshots();
    this.images =
        ec2.describeImages(DescribeImagesRequest.builder().owners("self").build()).images();
    this.rules = new RuleAudit(ec2.describeSecurityGroups().securityGroups());
  }

  /** What differs; empty where all is well and nothing is under way. */
  static List<String> differences(TestingCloud cloud) {
    try (Ec2Client ec2 = cloud.client()) {
      CloudAudit audit = new CloudAudit(cloud, ec2);
      audit.settled();
      if (audit.differences.isEmpty()) {
        audit.machines();
        audit.controlGroups();
        audit.network();
        audit.files();
        audit.attachments();
      }
      return audit.differences;
    }
  }

  private void settled() {
    instances.stream()
        .filter(one -> !SETTLED.contains(one.state().name()))
        .forEach(one -> differences.add(one.instanceId() + " is " + one.state().name()));
    volumes.stream()
        .filter(one ->
            one.state() != VolumeState.AVAILABLE
                && !(one.state() == VolumeState.IN_USE
                    && one.attachments().getFirst().state() == VolumeAttachmentState.ATTACHED))
        .forEach(one -> differences.add(one.volumeId() + " is " + one));
    snapshots.stream()
        .filter(one -> one.state() == SnapshotState.PENDING)
        .forEach(one -> differences.add(one.snapshotId() + " is pending"));
    images.stream()
        .filter(one -> one.state() == ImageState.PENDING)
        .forEach(one -> differences.add(one.imageId() + " is pending"));
  }

  private static final Set<InstanceStateName> SETTLED =
      Set.of(InstanceStateName.RUNNING, InstanceStateName.STOPPED, InstanceStateName.TERMINATED);

  private void machines() {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (Instance one : running()) {
      expected.put(
          one.instanceId(),
          one.blockDeviceMappings().stream()
              .map(mapping -> mapping.ebs().volumeId() + ".qcow2")
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    compare("machines and the volumes they hold", expected, heldVolumes());
  }

  /** By the instance's id; of all machines of this cloud, as /proc has them. */
  private Map<String, Set<String>> heldVolumes() {
    Map<String, Set<String>> all = new TreeMap<>();
    Path volumeFiles = cloud.disks().resolve("volumes");
    OpenFiles.ofMachines(cloud.disks())
        .forEach((pid, open) -> {
          String line = ProcessHandle.of(pid).flatMap(each -> each.info().commandLine()).orElse("");
          all.put(
              line.replaceFirst(".*guest=", "").replaceFirst(" .*", ""),
              names(
                  open.stream()
                      .filter(file -> file.startsWith(volumeFiles))
                      .map(file -> file.getFileName().toString())));
        });
    return all;
  }

  /** None outlives its machine. That there is one where there can be is for vm's tests to say. */
  private void controlGroups() {
    List<String> others =
        instances.stream()
            .filter(one -> !running().contains(one))
            .map(Instance::instanceId)
            .toList();
    compare("control groups of machines that ended", List.of(), Leftovers.ofControlGroups(others));
  }

  private void network() {
    String namespace = cloud.namespace();
    Set<String> taps =
        running().stream()
            .map(one -> "vm" + one.instanceId().substring(2, 15))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> links =
        Ran.command("ip", "-n", namespace, "-o", "link")
            .must()
            .output()
            .lines()
            .map(line -> line.split(": ", 3)[1])
            .filter(name -> name.startsWith("vm"))
            .collect(Collectors.toCollection(TreeSet::new));
    compare("taps", taps, links);
    for (String each : List.of("dhcp", "names", "outside")) {
      compare(each, taps, names(Path.of("/run/entrepot", namespace, each)));
    }
    differences.addAll(rules.differences(namespace, running()));
  }

  private void files() {
    Path disks = cloud.disks();
    compare(
        "files of volumes",
        names(volumes.stream().map(one -> one.volumeId() + ".qcow2")),
        names(disks.resolve("volumes")));
    Set<String> files = names(disks.resolve("snapshots"));
    Set<String> expected =
        names(
            snapshots.stream()
                .filter(one -> one.state() == SnapshotState.COMPLETED)
                .map(one -> one.snapshotId() + ".qcow2"));
    // A deleted snapshot's file stays while a volume stands on it.
    volumes.stream()
        .map(one -> one.snapshotId() + ".qcow2")
        .filter(files::contains)
        .forEach(expected::add);
    compare("files of snapshots", expected, files);
    compare("files of images", Set.of(), names(disks.resolve("images")));
    compare(
        "folders of instances",
        names(
            instances.stream()
                .filter(one -> one.state().name() != InstanceStateName.TERMINATED)
                .map(Instance::instanceId)),
        names(disks.resolve("instances")));
  }

  /** Both sides of an attachment, as the two actions describe it. */
  private void attachments() {
    Set<String> ofVolumes = new TreeSet<>();
    for (Volume one : volumes) {
      one.attachments()
          .forEach(at -> ofVolumes.add(one.volumeId() + " " + at.instanceId() + " " + at.device()));
    }
    Set<String> ofInstances = new TreeSet<>();
    for (Instance one : instances) {
      for (InstanceBlockDeviceMapping mapping : one.blockDeviceMappings()) {
        ofInstances.add(
            mapping.ebs().volumeId() + " " + one.instanceId() + " " + mapping.deviceName());
      }
    }
    compare("attachments", ofVolumes, ofInstances);
  }

  private List<Instance> running() {
    return instances.stream()
        .filter(one -> one.state().name() == InstanceStateName.RUNNING)
        .toList();
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return names(all.map(each -> each.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compare(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      differences.add("%s: %s said, %s found".formatted(what, expected, found));
    }
  }
}
