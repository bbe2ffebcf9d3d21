package entrepot.cloud.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.compute.WantedVolume;
import entrepot.cloud.ec2.Ec2Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;

class BlockDevicesTest {
  private static final Image EBS =
      Image.builder()
          .rootDeviceType(DeviceType.EBS)
          .rootDeviceName("/dev/sda1")
          .blockDeviceMappings(
              ebs("/dev/sda1", EbsBlockDevice.builder().snapshotId("snap-1").volumeSize(8).build()))
          .build();
  private static final Image STORE =
      Image.builder().rootDeviceType(DeviceType.INSTANCE_STORE).rootDeviceName("/dev/sda1").build();

  @Test
  void aRequestChangesWhatItSaysOfTheImagesDevice() {
    BlockDevices devices =
        of(
            EBS,
            1,
            ebs("/dev/sda1", EbsBlockDevice.builder().volumeSize(20).build()),
            ebs("/dev/sdf", EbsBlockDevice.builder().volumeSize(1).build()));

    WantedVolume root = devices.volumes().getFirst();
    assertThat(root.snapshotId()).isEqualTo("snap-1");
    assertThat(root.sizeGiB()).isEqualTo(20);
    assertThat(root.deleteOnTermination()).isTrue();
    WantedVolume data = devices.volumes().getLast();
    assertThat(data.device()).isEqualTo("/dev/sdf");
    assertThat(data.deleteOnTermination()).isFalse();
    assertThat(devices.ephemeral()).isEmpty();
  }

  @Test
  void ephemeralDisksAreThoseThatTheTypeHas() {
    assertThat(of(STORE, 1).ephemeral()).isEqualTo(Map.of("ephemeral0", "/dev/sdb"));
    assertThat(of(STORE, 0).ephemeral()).isEmpty();
    assertThat(
            of(EBS, 1, virtual("/dev/sdc", "ephemeral0"), virtual("/dev/sdd", "ephemeral1"))
                .ephemeral())
        .isEqualTo(Map.of("ephemeral0", "/dev/sdc"));
    assertThat(
            of(STORE, 1, BlockDeviceMapping.builder().deviceName("/dev/sdb").noDevice("").build())
                .ephemeral())
        .isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() ->
            of(EBS, 1, BlockDeviceMapping.builder().deviceName("/dev/sda1").noDevice("").build()))
        .isInstanceOf(Ec2Failure.class)
        .hasMessageContaining("/dev/sda1");
    assertThatThrownBy(() -> of(EBS, 1, virtual("../../etc", "ephemeral0")))
        .isInstanceOf(Ec2Failure.class);
    assertThatThrownBy(() -> of(EBS, 1, virtual("/dev/sdb", "ephemeral999999999999")))
        .isInstanceOf(Ec2Failure.class);
    assertThatThrownBy(
            () -> of(EBS, 2, virtual("/dev/sdb", "ephemeral0"), virtual("/dev/sdc", "ephemeral0")))
        .isInstanceOf(Ec2Failure.class);
  }

  private static BlockDevices of(Image image, int has, BlockDeviceMapping... asked) {
    return BlockDevices.of(image, List.of(asked), has, Map.of());
  }

  private static BlockDeviceMapping ebs(String device, EbsBlockDevice ebs) {
    return BlockDeviceMapping.builder().deviceName(device).ebs(ebs).build();
  }

  private static BlockDeviceMapping virtual(String device, String name) {
    return BlockDeviceMapping.builder().deviceName(device).virtualName(name).build();
  }
}
