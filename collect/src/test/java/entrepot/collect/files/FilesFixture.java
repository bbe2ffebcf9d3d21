package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.CollectFixture;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.http.HttpSettings;
import entrepot.store.Store;
import entrepot.store.backend.Backend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A store, and a collector that fills it from what a test names. */
abstract class FilesFixture extends CollectFixture {
  static final TestingKey KEY = TestingKey.of("Files <files@example.org>");

  Backend backend;

  @BeforeEach
  void open() {
    backend = store.backend();
  }

  @Override
  protected HttpSettings patient(HttpSettings settings) {
    return settings
        .withMaxFileSize(10 << 20)
        .withPatience(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5), 1024);
  }

  void over(Backend other) {
    backend = other;
    store = Store.over(other, InstantSource.system());
  }

  abstract FilesSource source();

  SyncResult sync() {
    return sync(false);
  }

  SyncResult sync(boolean allowShrink) {
    return keep(
        new FilesCollector(source(), upstream, store, temporary.resolve("tmp"), () -> now)
            .run(new SyncRequest("isos", parent, "tester", 40, allowShrink), Progress.SILENT));
  }

  void refused(Class<? extends Failure> failure, String... words) {
    List<?> before = store.snapshots().of("isos");
    refused(this::sync, failure, words);
    assertThat(store.snapshots().of("isos")).isEqualTo(before);
  }

  String text(String path) {
    return new String(bytes(entry(path)), UTF_8);
  }

  static String sha256(String content) {
    return Digest.sha256Of(content.getBytes(UTF_8)).hex();
  }

  static String hex(Digest.Algorithm algorithm, String content) {
    return Digest.of(algorithm, algorithm.hash().digest(content.getBytes(UTF_8))).hex();
  }
}
