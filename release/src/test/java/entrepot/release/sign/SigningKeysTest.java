package entrepot.release.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
  private static final String TYPE = "application/test";
  private static final byte[] PAYLOAD = "{\"a\": 1}".getBytes(UTF_8);

  @TempDir Path top;
  private Path folder;
  private Path trust;

  @BeforeEach
  void folders() {
    folder = top.resolve("keys");
    trust = top.resolve("trust");
  }

  @Test
  void makesOneKeyOnFirstUseAndKeepsIt() throws Exception {
    List<String> first;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<String>> open = () -> SigningKeys.open(folder).ids();
      List<List<String>> all =
          threads.invokeAll(List.of(open, open, open)).stream()
              .map(SigningKeysTest::result)
              .toList();
      first = all.getFirst();
      assertThat(all).containsOnly(first);
    }
    assertThat(first).hasSize(1);
    assertThat(SigningKeys.open(folder).ids()).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key(first.getFirst()))))
        .isEqualTo("rw-------");
  }

  private static <T> T result(java.util.concurrent.Future<T> future) {
    return future.resultNow();
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws IOException {
    String id = SigningKeys.open(folder).ids().getFirst();
    Files.setPosixFilePermissions(key(id), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> SigningKeys.open(folder))
        .isInstanceOf(KeyUnusable.class)
        .hasMessageContaining("can be read by others")
        .hasMessageContaining(id);
  }

  @Test
  void refusesAFileThatIsNoKeyAndNeverSaysWhatIsInIt() throws IOException {
    String id = SigningKeys.open(folder).ids().getFirst();
    Files.writeString(
        key(id), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> SigningKeys.open(folder))
        .isInstanceOf(KeyUnusable.class)
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void signsWhatThoseWhoTrustItsPublicKeyBelieve() {
    SigningKeys keys = SigningKeys.open(folder);
    keys.exportTo(trust);
    Envelope read = Envelope.parse(keys.sign(TYPE, PAYLOAD).toJson());
    assertThat(TrustedKeys.of(trust).verify(read, TYPE)).isEqualTo(PAYLOAD);
    assertThat(keys.trusted().verify(read, TYPE)).isEqualTo(PAYLOAD);
  }

  @Test
  void isNotBelievedForAnotherTypeAnotherPayloadOrAnotherKey() {
    SigningKeys keys = SigningKeys.open(folder);
    Envelope signed = keys.sign(TYPE, PAYLOAD);
    TrustedKeys trusted = keys.trusted();
    assertThatThrownBy(() -> trusted.verify(signed, "application/other"))
        .isInstanceOf(NotTrusted.class);
    Envelope other = new Envelope(TYPE, "{\"a\": 2}".getBytes(UTF_8), signed.signatures());
    assertThatThrownBy(() -> trusted.verify(other, TYPE)).isInstanceOf(NotTrusted.class);
    Envelope none = new Envelope(TYPE, PAYLOAD, List.of());
    assertThatThrownBy(() -> trusted.verify(none, TYPE)).isInstanceOf(NotTrusted.class);
    TrustedKeys others = SigningKeys.open(top.resolve("others")).trusted();
    assertThatThrownBy(() -> others.verify(signed, TYPE)).isInstanceOf(NotTrusted.class);
  }

  @Test
  void rotatesWithOverlap() {
    SigningKeys keys = SigningKeys.open(folder);
    String old = keys.ids().getFirst();
    keys.exportTo(trust);
    TrustedKeys edge = TrustedKeys.of(trust);
    Envelope before = keys.sign(TYPE, PAYLOAD);

    String added = keys.rotate();
    assertThat(keys.ids()).containsExactlyInAnyOrder(old, added);
    assertThat(edge.verify(keys.sign(TYPE, PAYLOAD), TYPE)).isEqualTo(PAYLOAD);

    keys.retire(old);
    assertThat(SigningKeys.open(folder).ids()).containsExactly(added);
    Envelope after = SigningKeys.open(folder).sign(TYPE, PAYLOAD);
    assertThatThrownBy(() -> edge.verify(after, TYPE)).isInstanceOf(NotTrusted.class);
    keys.exportTo(trust);
    assertThat(edge.verify(after, TYPE)).isEqualTo(PAYLOAD);

    assertThat(SigningKeys.open(folder).trusted().verify(before, TYPE)).isEqualTo(PAYLOAD);
    assertThat(TrustedKeys.of(trust).verify(before, TYPE)).isEqualTo(PAYLOAD);
  }

  @Test
  void neverRetiresTheLastKey() {
    SigningKeys keys = SigningKeys.open(folder);
    assertThatThrownBy(() -> keys.retire(keys.ids().getFirst()))
        .isInstanceOf(KeyUnusable.class)
        .hasMessageContaining("the last one");
    assertThat(SigningKeys.open(folder).ids()).isEqualTo(keys.ids());
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    SigningKeys keys = SigningKeys.open(folder);
    keys.rotate();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "lock", keys.ids().get(0) + ".pem", keys.ids().get(1) + ".pem");
    }
  }

  private Path key(String id) {
    return folder.resolve(id + ".pem");
  }
}
