package entrepot.release.s3;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.store.s3.EmbeddedS3;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of its own for each test, and two snapshots to release to it. */
abstract class S3ReplicaFixture {
  static final Map<String, String> FIRST =
      Map.of(
          "dists/InRelease", "release 1",
          "dists/Packages", "packages 1",
          "pool/a.deb", "a",
          "pool/b.deb", "b");
  static final Map<String, String> SECOND =
      Map.of(
          "dists/InRelease", "release 2",
          "dists/Packages", "packages 2",
          "pool/a.deb", "a",
          "pool/c.deb", "c");

  private static EmbeddedS3 s3;
  private static int buckets;

  TestingBucket region;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    s3 = new EmbeddedS3(folder.resolve("s3"));
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
  }

  @BeforeEach
  void bucket(@TempDir Path top) {
    region = new TestingBucket(s3, "bucket-" + buckets++, top);
  }

  @AfterEach
  void close() {
    region.close();
  }

  /** Goes on with a new store and an empty bucket. */
  void restart() {
    region.close();
    Path top = region.top;
    region = new TestingBucket(s3, "bucket-" + buckets++, top.resolve("b" + buckets));
  }

  /** What a bucket has after {@link #SECOND} came upon {@link #FIRST}: what is abandoned too. */
  static Map<String, String> both() {
    Map<String, String> all = new TreeMap<>(SECOND);
    all.put("pool/b.deb", "b");
    return all;
  }

  /** Nothing is missing, left over or under way. */
  void assertSettled(String at) {
    region.counted.take();
    assertThat(
            region.replica.audit(region.head(), Optional.empty(), false, region.now.get()).shown())
        .as(at)
        .isEmpty();
    assertThat(region.replica.settled("debian")).as(at).isTrue();
  }
}
