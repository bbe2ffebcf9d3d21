package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The number that stands for a device's name in the guest; the client kit turns it back. */
class DeviceNameTest {
  @ParameterizedTest
  @CsvSource({
    "/dev/xvdb, 2",
    "/dev/sdb, 2",
    "sdf, 6",
    "/dev/sdz, 26",
    "/dev/xvdaa, 27",
    "/dev/xvdba, 53",
    "/dev/xvdzz, 702",
    "/dev/sda, 0",
    "/dev/sda1, 0",
    "/dev/sdf1, 0",
    "/dev/nvme1n1, 0"
  })
  void numbersLettersAndNothingElse(String name, int index) {
    assertThat(DeviceName.index(name)).isEqualTo(index);
  }
}
