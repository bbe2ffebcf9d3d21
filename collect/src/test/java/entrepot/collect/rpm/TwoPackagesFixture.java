package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;

/** A repository of two packages and of metadata that nobody reads. */
abstract class TwoPackagesFixture extends RpmFixture {
  static final String REPOMD = "repodata/repomd.xml";
  static final String HELLO = TestingRpmRepository.fileName("hello");
  static final String OTHER = TestingRpmRepository.fileName("other");

  @BeforeEach
  void somePackages() {
    repository.add("hello", "hello, world").add("other", "another package");
    repository.metadata.put("filelists", "<filelists/>".getBytes(UTF_8));
    repository.metadata.put("group", "<comps/>".getBytes(UTF_8));
    repository.metadata.put("something-new", "not even xml".getBytes(UTF_8));
    repository.publish();
  }
}
