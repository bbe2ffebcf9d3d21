package entrepot.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DigestTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void aDigestIsOfItsBytes() {
    Digest digest = Digest.sha256Of("abc".getBytes(UTF_8));
    assertThat(digest).hasToString("sha256:" + ABC).isEqualTo(Digest.sha256(ABC));
    assertThat(digest.brief()).isEqualTo(ABC.substring(0, 12));
    assertThat(digest).isNotEqualTo(Digest.sha256Of(new byte[0]));
  }

  @Test
  void itIsReadAsItIsWritten() {
    for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
      Digest digest = Digest.of(algorithm, algorithm.hash().digest());
      assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
      assertThat(Digest.Algorithm.ofCode(algorithm.code())).isEqualTo(algorithm);
      assertThat(digest.bytes()).hasSize(algorithm.length());
    }
    assertThat(Digest.parse(ABC)).isEqualTo(Digest.sha256(ABC));
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String text : new String[] {"", "sha256:", "sha256:00", "crc:00", "md5:" + ABC, "xyz"}) {
      assertThatThrownBy(() -> Digest.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void itIsNotChangedFromOutside() {
    byte[] bytes = new byte[32];
    Digest digest = Digest.of(Digest.Algorithm.SHA256, bytes);
    bytes[0] = 1;
    digest.bytes()[1] = 1;
    assertThat(digest.hex()).isEqualTo("0".repeat(64));
  }
}
