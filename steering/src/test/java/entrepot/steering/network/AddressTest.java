package entrepot.steering.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "2001:db8::1, 2001:db8::1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::, ::"
  })
  void readsOneAddress(String text, String canonical) {
    assertThat(Address.parse(text).orElseThrow()).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4 ",
        "1.2.3.-4",
        "1..2.3",
        ".1.2.3",
        "1.2.3.",
        "0x1.2.3.4",
        "*",
        "1.2.3.*",
        "1.2.3.4/32",
        "1.2.3.4-5",
        "localhost",
        "::1%lo",
        "::1/64",
        "2001:db8::*",
        ":",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "g::1",
        "[::1]",
        "99999999999999999999.0.0.1",
        "$ip",
        "１.2.3.4"
      })
  void readsNothingElse(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void readsNetblocksAndDropsWhatIsBehindThePrefix() {
    assertThat(Netblock.of("10.1.2.3/8")).hasToString("10.0.0.0/8");
    assertThat(Netblock.of("10.1.2.3")).hasToString("10.1.2.3/32");
    assertThat(Netblock.of("0.0.0.0/0")).hasToString("0.0.0.0/0");
    assertThat(Netblock.of("2001:db8:ffff::/32")).hasToString("2001:db8::/32");
    assertThat(Netblock.of("::/0")).hasToString("::/0");
    assertThat(Netblock.of("10.0.0.0/8").last()).hasToString("10.255.255.255");
    for (String none : new String[] {"", "10.0.0.0/33", "::/129", "10.0.0.0/", "10/8", "a/b/c"}) {
      assertThatThrownBy(() -> Netblock.of(none)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
