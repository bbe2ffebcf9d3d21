package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.RefusedDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** The actions on images, and the import of files as images, as the AWS SDK sees them. */
class ImageActionsTest extends WireFixture {
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
