package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.record.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The actions on volumes as the AWS SDK sees them. */
class VolumeActionsTest extends WireFixture {
  @Test
  void anEmptyVolumeIsWhatWasAskedFor() throws Exception {
    CreateVolumeRequest asked =
        CreateVolumeRequest.builder()
            .availabilityZone(ZONE)
            .size(20)
            .volumeType(VolumeType.GP3)
            .iops(4000)
            .throughput(250)
            .clientToken("one")
            .tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.VOLUME)
                    .tags(Tag.builder().key("Name").value("data & more").build())
                    .build())
            .build();
    Instant before = Instant.now().minusMillis(1);
    CreateVolumeResponse made = ec2.createVolume(asked);
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

    assertThat(ec2.createVolume(asked).volumeId()).isEqualTo(made.volumeId());
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
}
