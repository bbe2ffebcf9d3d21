package entrepot.collect.rpm;

import entrepot.collect.CollectFixture;
import entrepot.collect.Policy;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.kit.Failure;
import entrepot.kit.http.HttpSettings;
import entrepot.store.manifest.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A repository, a store, and a collector between them. */
abstract class RpmFixture extends CollectFixture {
  static final TestingKey KEY = TestingKey.of("Repository <repository@example.org>");

  /** Where the repository lies in the tree. */
  static final String PATH = "42/os";

  TestingRpmRepository repository;
  Policy policy = Policy.ON_DEMAND;
  boolean allowMd5;
  RpmOrigin origin;
  Optional<Path> keyring = Optional.empty();
  Optional<Path> packageKeyring = Optional.empty();

  @BeforeEach
  void open() {
    repository = new TestingRpmRepository();
    origin = new RpmOrigin.Baseurl(repository.base());
  }

  @Override
  protected HttpSettings patient(HttpSettings settings) {
    return settings.withPatience(
        Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10), 1024);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  RpmSource source() {
    return source(new RpmRepository("fedora", PATH, origin, keyring, packageKeyring));
  }

  RpmSource source(RpmRepository... repositories) {
    return new RpmSource(List.of(repositories), policy, allowMd5);
  }

  SyncResult sync() {
    return sync(source(), false);
  }

  SyncResult sync(RpmSource source, boolean allowShrink) {
    return keep(
        new RpmCollector(source, upstream, store, temporary.resolve("tmp"), () -> now)
            .run(new SyncRequest("fedora", parent, "tester", 40, allowShrink), progress()));
  }

  void refused(Class<? extends Failure> failure, String... words) {
    refused(this::sync, failure, words);
  }

  /** Of a file in the repository. */
  @Override
  protected Optional<Entry> find(String file) {
    return super.find(PATH + "/" + file);
  }

  static String asked(String file) {
    return TestingRpmRepository.FOLDER + "/" + file;
  }
}
