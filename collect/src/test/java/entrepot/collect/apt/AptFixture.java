package entrepot.collect.apt;

import entrepot.collect.CollectFixture;
import entrepot.collect.Policy;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.Progress;
import entrepot.kit.http.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An archive, a store, and a collector between them. */
abstract class AptFixture extends CollectFixture {
  static final TestingKey KEY = TestingKey.of("Archive <archive@example.org>");

  TestingArchive archive;
  Policy policy = Policy.ON_DEMAND;
  Set<AptIndex> indexes = Set.of(AptIndex.PACKAGES, AptIndex.TRANSLATIONS);
  boolean checkValidUntil = true;

  @BeforeEach
  void open() {
    archive = new TestingArchive(KEY);
  }

  @Override
  protected HttpSettings patient(HttpSettings settings) {
    return settings.withPatience(
        Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(5), 1024);
  }

  @AfterEach
  void close() {
    archive.close();
  }

  AptSource source(Path keyring) {
    return new AptSource(
        archive.base(),
        List.of(TestingArchive.SUITE),
        List.of("main"),
        List.of("amd64"),
        indexes,
        List.of("en"),
        keyring,
        policy,
        checkValidUntil);
  }

  SyncResult sync() {
    return sync(false);
  }

  SyncResult sync(boolean allowShrink) {
    return sync(source(KEY.keyring(temporary)), allowShrink);
  }

  SyncResult sync(AptSource source, boolean allowShrink) {
    return keep(
        new AptCollector(source, upstream, store, temporary.resolve("tmp"), () -> now)
            .run(new SyncRequest("debian", parent, "tester", 40, allowShrink), Progress.SILENT));
  }
}
