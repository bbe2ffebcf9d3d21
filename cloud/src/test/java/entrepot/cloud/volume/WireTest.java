package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.cloud.wire.Account;
import entrepot.cloud.wire.Accounts;
import entrepot.cloud.wire.Ec2Endpoint;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.RefusedDisk;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.OperationType;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The actions on volumes, snapshots and images as the AWS SDK sees them; real disks. */
class WireTest {
  private static final String ZONE = "lab-north-1a";

  @TempDir Path folder;
  private TestingStorage cloud;
  private TestingStorage.One north;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Ec2Client> clients = new ArrayList<>();
  private Ec2Client ec2;
  private Ec2Client other;

  @BeforeEach
  void open() throws Exception {
    cloud = new TestingStorage(folder, InstantSource.system(), new NoMachines());
    north = cloud.north();
    ec2 = client(north, "AKIAOWNER");
    other = client(north, "AKIAOTHER");
  }

  @AfterEach
  void close() {
    clients.forEach(Ec2Client::close);
    listeners.forEach(listener -> listener.stop(Duration.ZERO));
    cloud.close();
  }

  private Ec2Client client(TestingStorage.One one, String key) {
    Accounts accounts =
        new Accounts(
            Map.of(
                "AKIAOWNER", new Account(TestingStorage.OWNER, "s3cret"),
                "AKIAOTHER", new Account(TestingStorage.OTHER, "s3cret")));
    Listener listener =
        Listener.of(
            new Binding.Tcp("127.0.0.1", 0),
            Limits.DEFAULT,
            new Ec2Endpoint(one.region(), one.actions(), accounts));
    Binding.Tcp bound = (Binding.Tcp) listener.start();
    listeners.add(listener);
    Ec2Client client =
        Ec2Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + bound.port()))
            .region(software.amazon.awssdk.regions.Region.of(one.region().name()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "s3cret")))
            .build();
    clients.add(client);
    return client;
  }

  private static AbstractThrowableAssert<?, ?> refused(String code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  private Volume volume(String id) {
    return ec2.describeVolumes(r -> r.volumeIds(id)).volumes().getFirst();
  }

  private String newVolume(int gib) {
    return ec2.createVolume(r -> r.availabilityZone(ZONE).size(gib)).volumeId();
  }

  private String snapshot(String volumeId) throws InterruptedException {
    String id = ec2.createSnapshot(r -> r.volumeId(volumeId).description("of it")).snapshotId();
    TestingStorage.until(() -> state(id) == SnapshotState.COMPLETED);
    return id;
  }

  private SnapshotState state(String id) {
    return ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().getFirst().state();
  }

  @Test
  void anEmptyVolumeIsWhatWasAskedFor() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    CreateVolumeResponse made =
        ec2.createVolume(r ->
            r.availabilityZone(ZONE)
                .size(20)
                .volumeType(VolumeType.GP3)
                .iops(4000)
                .throughput(250)
                .clientToken("one")
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.VOLUME)
                        .tags(Tag.builder().key("Name").value("data & more").build())
                        .build()));
    assertThat(made.state()).isEqualTo(VolumeState.CREATING);
    assertThat(made.createTime()).isBetween(before, Instant.now());

    Volume volume = volume(made.volumeId());
    assertThat(volume.state()).isEqualTo(VolumeState.AVAILABLE);
    assertThat(volume.availabilityZone()).isEqualTo(ZONE);
    assertThat(volume.size()).isEqualTo(20);
    assertThat(volume.volumeType()).isEqualTo(VolumeType.GP3);
    assertThat(volume.iops()).isEqualTo(4000);
    assertThat(volume.throughput()).isEqualTo(250);
    assertThat(volume.snapshotId()).isEmpty();
    assertThat(volume.encrypted()).isFalse();
    assertThat(volume.attachments()).isEmpty();
    assertThat(volume.tags())
        .containsExactly(Tag.builder().key("Name").value("data & more").build());
    assertThat(
            TestingStorage.run(
                List.of(
                    "qemu-img",
                    "info",
                    "--output=json",
                    north.storage().volume(made.volumeId()).toString())))
        .contains("\"virtual-size\": " + (20L << 30));

    assertThat(
            ec2.createVolume(r ->
                    r.availabilityZone(ZONE)
                        .size(20)
                        .volumeType(VolumeType.GP3)
                        .iops(4000)
                        .throughput(250)
                        .clientToken("one")
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.VOLUME)
                                .tags(Tag.builder().key("Name").value("data & more").build())
                                .build()))
                .volumeId())
        .isEqualTo(made.volumeId());
    refused(
        "IdempotentParameterMismatch",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(21).clientToken("one")));

    ec2.deleteVolume(r -> r.volumeId(made.volumeId()));
    refused("InvalidVolume.NotFound", () -> volume(made.volumeId()));
    assertThat(north.files()).isEmpty();
  }

  @Test
  void whatNoVolumeCanBeIsRefusedByAwssCodes() {
    refused("InvalidZone.NotFound", () -> ec2.createVolume(r -> r.availabilityZone("x").size(1)));
    refused("MissingParameter", () -> ec2.createVolume(r -> r.availabilityZone(ZONE)));
    refused("InvalidParameterValue", () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(0)));
    refused(
        "InvalidParameterValue", () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(2_049)));
    refused(
        "InvalidParameterValue",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(1).volumeType("fast")));
    refused(
        "MissingParameter",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(10).volumeType("io1")));
    refused(
        "InvalidParameterValue",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(10).volumeType("io1").iops(501)));
    refused(
        "InvalidSnapshot.NotFound",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).snapshotId("snap-0123456789abcdef0")));
    refused(
        "MaxIOPSLimitExceeded",
        () -> {
          for (int i = 0; i < 6; i++) {
            ec2.createVolume(
                r -> r.availabilityZone(ZONE).size(1_280).volumeType("io1").iops(64_000));
          }
        });
    refused(
        "VolumeLimitExceeded",
        () -> {
          for (int i = 0; i < 26; i++) {
            ec2.createVolume(r -> r.availabilityZone(ZONE).size(2_048));
          }
        });
    refused(
        "DryRunOperation",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(1).dryRun(true)));
  }

  @Test
  void volumesAreFoundByFiltersAndPagesAndOnlyByTheirOwner() {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      ids.add(newVolume(i));
    }
    assertThat(other.describeVolumes().volumes()).isEmpty();
    refused(
        "InvalidVolume.NotFound", () -> other.describeVolumes(r -> r.volumeIds(ids.getFirst())));
    List<String> seen = new ArrayList<>();
    ec2.describeVolumesPaginator(DescribeVolumesRequest.builder().maxResults(5).build())
        .volumes()
        .forEach(volume -> seen.add(volume.volumeId()));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(
            ec2.describeVolumes(r ->
                    r.filters(
                        Filter.builder().name("size").values("3", "5").build(),
                        Filter.builder().name("status").values("avail*").build()))
                .volumes())
        .extracting(Volume::size)
        .containsExactlyInAnyOrder(3, 5);
    assertThat(
            ec2.describeVolumeStatus(r -> r.volumeIds(ids.getFirst()))
                .volumeStatuses()
                .getFirst()
                .volumeStatus()
                .statusAsString())
        .isEqualTo("ok");
    ec2.modifyVolumeAttribute(r -> r.volumeId(ids.getFirst()).autoEnableIO(v -> v.value(true)));
    assertThat(
            ec2.describeVolumeAttribute(r -> r.volumeId(ids.getFirst()).attribute("autoEnableIO"))
                .autoEnableIO()
                .value())
        .isTrue();
    ec2.enableVolumeIO(r -> r.volumeId(ids.getFirst()));
  }

  @Test
  void aSnapshotKeepsWhatTheVolumeHadAndVolumesOfItBeginAsIt() throws Exception {
    String first = newVolume(1);
    TestingStorage.qemuIo(north.storage().volume(first), "write -P 0xa1 1M 64k", "flush");
    String id = snapshot(first);
    TestingStorage.qemuIo(north.storage().volume(first), "write -P 0xb2 1M 64k", "flush");
    Snapshot snapshot = ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots().getFirst();
    assertThat(snapshot.snapshotId()).isEqualTo(id);
    assertThat(snapshot.volumeId()).isEqualTo(first);
    assertThat(snapshot.volumeSize()).isEqualTo(1);
    assertThat(snapshot.progress()).isEqualTo("100%");
    assertThat(snapshot.description()).isEqualTo("of it");
    assertThat(snapshot.ownerId()).isEqualTo(TestingStorage.OWNER);

    refused(
        "InvalidParameterValue",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).snapshotId(id).size(0)));
    String second =
        ec2.createVolume(r -> r.availabilityZone(ZONE).snapshotId(id).size(2)).volumeId();
    ec2.deleteVolume(r -> r.volumeId(first));
    assertThat(volume(second).snapshotId()).isEqualTo(id);
    TestingStorage.qemuIo(
        north.storage().volume(second), "read -P 0xa1 1M 64k", "write -P 0xc3 1500M 64k");

    ec2.deleteSnapshot(r -> r.snapshotId(id));
    refused("InvalidSnapshot.NotFound", () -> state(id));
    assertThat(north.storage().snapshot(id)).as("a volume stands on it").exists();
    TestingStorage.qemuIo(north.storage().volume(second), "read -P 0xa1 1M 64k");
    ec2.deleteVolume(r -> r.volumeId(second));
    assertThat(north.files()).isEmpty();
  }

  @Test
  void volumesComeToStoppedInstancesOfTheirZoneAndBothSayIt() {
    String instance = "i-00000000000000001";
    north.stoppedInstance(instance, ZONE);
    north.stoppedInstance("i-00000000000000002", "lab-north-1b");
    String first = newVolume(1);
    String second = newVolume(1);
    refused(
        "InvalidVolume.ZoneMismatch",
        () ->
            ec2.attachVolume(
                r -> r.volumeId(first).instanceId("i-00000000000000002").device("/dev/sdf")));
    refused(
        "InvalidInstanceID.NotFound",
        () ->
            ec2.attachVolume(
                r -> r.volumeId(first).instanceId("i-00000000000000003").device("/dev/sdf")));
    refused(
        "InvalidParameterValue",
        () -> ec2.attachVolume(r -> r.volumeId(first).instanceId(instance).device("sofa")));
    ec2.attachVolume(r -> r.volumeId(first).instanceId(instance).device("/dev/sdf"));
    refused(
        "VolumeInUse",
        () -> ec2.attachVolume(r -> r.volumeId(first).instanceId(instance).device("/dev/sdg")));
    refused(
        "InvalidParameterValue",
        () -> ec2.attachVolume(r -> r.volumeId(second).instanceId(instance).device("/dev/xvdf")));
    refused("VolumeInUse", () -> ec2.deleteVolume(r -> r.volumeId(first)));

    Volume volume = volume(first);
    assertThat(volume.state()).isEqualTo(VolumeState.IN_USE);
    assertThat(volume.attachments())
        .singleElement()
        .satisfies(at -> {
          assertThat(at.instanceId()).isEqualTo(instance);
          assertThat(at.device()).isEqualTo("/dev/sdf");
          assertThat(at.state()).isEqualTo(VolumeAttachmentState.ATTACHED);
          assertThat(at.deleteOnTermination()).isFalse();
        });
    assertThat(
            north
                .region()
                .book()
                .find(Kind.INSTANCE, instance)
                .orElseThrow()
                .value()
                .blockDeviceMappings())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.deviceName()).isEqualTo("/dev/sdf");
          assertThat(one.ebs().volumeId()).isEqualTo(first);
          assertThat(one.ebs().statusAsString()).isEqualTo("attached");
        });
    refused(
        "InvalidAttachment.NotFound",
        () -> ec2.detachVolume(r -> r.volumeId(first).instanceId("i-00000000000000002")));
    assertThat(ec2.detachVolume(r -> r.volumeId(first)).state())
        .isEqualTo(VolumeAttachmentState.DETACHING);
    assertThat(volume(first).state()).isEqualTo(VolumeState.AVAILABLE);
    refused("IncorrectState", () -> ec2.detachVolume(r -> r.volumeId(first)));
    assertThat(
            north
                .region()
                .book()
                .find(Kind.INSTANCE, instance)
                .orElseThrow()
                .value()
                .blockDeviceMappings())
        .isEmpty();
  }

  @Test
  void anImageOfASnapshotIsRegisteredSharedDeprecatedAndForgotten() throws Exception {
    String snap = snapshot(newVolume(1));
    String ami = register("first image", snap);
    Image image = ec2.describeImages(r -> r.owners("self")).images().getFirst();
    assertThat(image.imageId()).isEqualTo(ami);
    assertThat(image.name()).isEqualTo("first image");
    assertThat(image.state()).isEqualTo(ImageState.AVAILABLE);
    assertThat(image.architectureAsString()).isEqualTo("x86_64");
    assertThat(image.rootDeviceTypeAsString()).isEqualTo("ebs");
    assertThat(image.publicLaunchPermissions()).isFalse();
    assertThat(image.blockDeviceMappings())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.ebs().snapshotId()).isEqualTo(snap);
          assertThat(one.ebs().volumeSize()).isEqualTo(1);
          assertThat(one.ebs().deleteOnTermination()).isTrue();
        });
    refused("InvalidAMIName.Duplicate", () -> register("first image", snap));
    refused("InvalidAMIName.Malformed", () -> register("a?", snap));
    refused("InvalidSnapshot.NotFound", () -> register("second", "snap-0123456789abcdef0"));
    refused("InvalidSnapshot.InUse", () -> ec2.deleteSnapshot(r -> r.snapshotId(snap)));

    assertThat(other.describeImages().images()).isEmpty();
    refused("InvalidAMIID.NotFound", () -> other.describeImages(r -> r.imageIds(ami)));
    ec2.modifyImageAttribute(r ->
        r.imageId(ami)
            .launchPermission(
                p -> p.add(LaunchPermission.builder().userId(TestingStorage.OTHER).build())));
    assertThat(other.describeImages(r -> r.executableUsers("self")).images()).hasSize(1);
    refused("AuthFailure", () -> other.deregisterImage(r -> r.imageId(ami)));
    ec2.modifyImageAttribute(r ->
        r.imageId(ami)
            .launchPermission(
                p -> p.add(LaunchPermission.builder().group(PermissionGroup.ALL).build())));
    assertThat(
            ec2.describeImageAttribute(
                    r -> r.imageId(ami).attribute(ImageAttributeName.LAUNCH_PERMISSION))
                .launchPermissions())
        .hasSize(2);
    assertThat(
            other
                .describeImages(r -> r.executableUsers("all"))
                .images()
                .getFirst()
                .publicLaunchPermissions())
        .isTrue();
    ec2.enableImageDeprecation(
        r -> r.imageId(ami).deprecateAt(Instant.now().plus(Duration.ofHours(1))));
    assertThat(other.describeImages().images()).hasSize(1);
    ec2.disableImageDeprecation(r -> r.imageId(ami));
    ec2.resetImageAttribute(r -> r.imageId(ami).attribute("launchPermission"));
    assertThat(other.describeImages().images()).isEmpty();
    ec2.modifyImageAttribute(r -> r.imageId(ami).description(v -> v.value("anew")));
    assertThat(
            ec2.describeImageAttribute(
                    r -> r.imageId(ami).attribute(ImageAttributeName.DESCRIPTION))
                .description()
                .value())
        .isEqualTo("anew");

    ec2.deregisterImage(r -> r.imageId(ami));
    ec2.deleteSnapshot(r -> r.snapshotId(snap));
    refused("InvalidAMIID.NotFound", () -> ec2.describeImages(r -> r.imageIds(ami)));
  }

  private String register(String name, String snapshotId) {
    return ec2.registerImage(r ->
            r.name(name)
                .architecture("x86_64")
                .rootDeviceName("/dev/sda1")
                .blockDeviceMappings(
                    BlockDeviceMapping.builder()
                        .deviceName("/dev/sda1")
                        .ebs(e -> e.snapshotId(snapshotId))
                        .build()))
        .imageId();
  }

  @Test
  void aStoppedInstanceBecomesAnImageThatIsCopiedToAnotherRegion() throws Exception {
    String instance = "i-00000000000000001";
    north.stoppedInstance(instance, ZONE);
    String root = newVolume(1);
    TestingStorage.qemuIo(north.storage().volume(root), "write -P 0xd4 0 64k");
    north
        .region()
        .book()
        .update(draft -> {
          var row = draft.find(Kind.INSTANCE, instance).orElseThrow();
          draft.put(row.with(row.value().copy(i -> i.imageId("ami-00000000000000009"))));
          new Bond(root, instance, "/dev/sda1", true).attached(draft, Instant.now());
        });
    String ami =
        ec2.createImage(r -> r.instanceId(instance).name("golden").description("d")).imageId();
    TestingStorage.until(() ->
        ec2.describeImages(r -> r.imageIds(ami)).images().getFirst().state()
            == ImageState.AVAILABLE);
    assertThat(Images.ancestors(north.region().book().find(Kind.IMAGE, ami).orElseThrow()))
        .containsExactly("ami-00000000000000009");

    Ec2Client south = client(cloud.south(), "AKIAOWNER");
    refused("InvalidAMIID.NotFound", () -> south.describeImages(r -> r.imageIds(ami)));
    String copy =
        south
            .copyImage(r -> r.name("golden").sourceImageId(ami).sourceRegion("lab-north-1"))
            .imageId();
    TestingStorage.until(() ->
        south.describeImages(r -> r.imageIds(copy)).images().getFirst().state()
            == ImageState.AVAILABLE);
    Image image = south.describeImages(r -> r.imageIds(copy)).images().getFirst();
    String snapshot = image.blockDeviceMappings().getFirst().ebs().snapshotId();
    assertThat(image.description()).isEqualTo("d");
    assertThat(image.rootDeviceName()).isEqualTo("/dev/sda1");
    TestingStorage.qemuIo(cloud.south().storage().snapshot(snapshot), "read -P 0xd4 0 64k");
    String copied =
        south
            .copySnapshot(r ->
                // the SDK would sign one by the endpoint's name; the lab cloud needs none
                r.presignedUrl("none")
                    .sourceRegion("lab-north-1")
                    .sourceSnapshotId(
                        ec2.describeImages(i -> i.imageIds(ami))
                            .images()
                            .getFirst()
                            .blockDeviceMappings()
                            .getFirst()
                            .ebs()
                            .snapshotId()))
            .snapshotId();
    TestingStorage.until(() ->
        south.describeSnapshots(r -> r.snapshotIds(copied)).snapshots().getFirst().state()
            == SnapshotState.COMPLETED);
  }

  @Test
  void aSnapshotIsSharedByItsPermission() throws Exception {
    String snap = snapshot(newVolume(1));
    refused("InvalidSnapshot.NotFound", () -> other.describeSnapshots(r -> r.snapshotIds(snap)));
    ec2.modifySnapshotAttribute(r ->
        r.snapshotId(snap)
            .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)
            .operationType(OperationType.ADD)
            .userIds(TestingStorage.OTHER));
    assertThat(other.describeSnapshots(r -> r.restorableByUserIds("self")).snapshots()).hasSize(1);
    assertThat(
            ec2.describeSnapshotAttribute(r ->
                    r.snapshotId(snap).attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION))
                .createVolumePermissions())
        .singleElement()
        .satisfies(one -> assertThat(one.userId()).isEqualTo(TestingStorage.OTHER));
    ec2.resetSnapshotAttribute(
        r -> r.snapshotId(snap).attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION));
    assertThat(other.describeSnapshots().snapshots()).isEmpty();
  }

  @Test
  void filesAreImportedAsImagesKernelsAndRamdisks() throws Exception {
    Path disk = folder.resolve("disk.qcow2");
    TestingStorage.run(List.of("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "64M"));
    TestingStorage.qemuIo(disk, "write -P 0x11 0 64k");
    Path kernel = Files.writeString(folder.resolve("vmlinuz"), "kernel");
    String aki =
        north.images().importKernel(kernel, as("kernel", ImportedImage.Root.INSTANCE_STORE)).id();
    String ami =
        north
            .images()
            .importFile(disk, DiskFormat.QCOW2, as("store", ImportedImage.Root.INSTANCE_STORE))
            .id();
    String ebs =
        north.images().importFile(disk, DiskFormat.QCOW2, as("ebs", ImportedImage.Root.EBS)).id();
    assertThat(aki).startsWith("aki-");
    assertThat(other.describeImages(r -> r.owners("amazon")).images())
        .extracting(Image::imageId)
        .containsExactlyInAnyOrder(aki, ami, ebs);
    assertThat(
            other
                .describeImages(
                    r -> r.filters(Filter.builder().name("image-type").values("kernel").build()))
                .images())
        .extracting(Image::imageId)
        .containsExactly(aki);
    TestingStorage.qemuIo(north.storage().image(ami), "read -P 0x11 0 64k");
    assertThat(north.images().kernel(aki, null, "console=ttyS0").kernel()).hasContent("kernel");

    Path overlay = folder.resolve("overlay.qcow2");
    TestingStorage.run(
        List.of(
            "qemu-img",
            "create",
            "-q",
            "-f",
            "qcow2",
            "-F",
            "qcow2",
            "-b",
            disk.toString(),
            overlay.toString()));
    assertThatThrownBy(() ->
            north
                .images()
                .importFile(overlay, DiskFormat.QCOW2, as("evil", ImportedImage.Root.EBS)))
        .isInstanceOf(RefusedDisk.class);
    assertThat(other.describeImages().images()).hasSize(3);
  }

  private static ImportedImage as(String name, ImportedImage.Root root) {
    return new ImportedImage(
        TestingStorage.OWNER, name, "imported", "x86_64", root, null, null, true, true);
  }
}
