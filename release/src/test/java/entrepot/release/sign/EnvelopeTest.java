package entrepot.release.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String ID = "0f".repeat(32);

  @Test
  void isSignedOverTheEncodingOfTheStandard() {
    // The example of DSSE's protocol.md.
    assertThat(
            Envelope.preAuthenticated(
                "http://example.com/HelloWorld", "hello world".getBytes(UTF_8)))
        .asString(UTF_8)
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void keepsThePayloadByteByByte() {
    byte[] payload = {0, 13, 10, (byte) 0xff, ' '};
    Envelope read =
        Envelope.parse(
            new Envelope("t", payload, List.of(new Envelope.Signature(ID, new byte[] {1, 2})))
                .toJson());
    assertThat(read.payload()).isEqualTo(payload);
    assertThat(read.signatures()).singleElement().extracting("keyId").isEqualTo(ID);
    assertThat(read.signatures().getFirst().bytes()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":{}}",
        "{\"payloadType\":\"t\",\"payload\":\"???\",\"signatures\":[]}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[],\"more\":1}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"payload\":\"\",\"signatures\":[]}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[]} x",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[{\"keyid\":\"\\n\",\"sig\":\"\"}]}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[[[[[[[[[]]]]]]]]]}",
      })
  void refusesWhatIsNoEnvelope(String text) {
    assertThatThrownBy(() -> Envelope.parse(text.getBytes(UTF_8)))
        .isInstanceOf(EnvelopeMalformed.class);
  }

  @Test
  void refusesMoreThanItsLimit() {
    assertThatThrownBy(() -> Envelope.parse(new byte[Envelope.MAX_BYTES + 1]))
        .isInstanceOf(EnvelopeMalformed.class)
        .hasMessageContaining("8388608");
  }
}
