package entrepot.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.store.backend.BackendContract;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3BackendTest extends BackendContract {
  private static final byte[] CONTENT = "some content".getBytes(UTF_8);
  private static final Key BLOB = Key.blob(Digest.sha256Of(CONTENT));

  @TempDir Path folder;
  private EmbeddedS3 s3;

  @BeforeEach
  void start() throws Exception {
    s3 = new EmbeddedS3(folder.resolve("s3"));
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
  }

  @Override
  protected S3Backend backend() {
    return new S3Backend(s3.client, s3.bucket, folder.resolve("scratch"));
  }

  @Test
  void objectsLieUnderPrefixAndArea() {
    backend().put(BLOB, CONTENT);

    assertThat(
            s3.client
                .getObjectAsBytes(
                    request -> request.bucket(s3.bucket.name()).key("store/blobs/" + BLOB.name()))
                .asByteArray())
        .isEqualTo(CONTENT);
  }

  @Test
  void whatIsLargerThanAPartGoesInParts() {
    byte[] large = new byte[(int) (2 * Multipart.PART + 5)];
    new Random(1).nextBytes(large);
    Key key = Key.blob(Digest.sha256Of(large));
    try (Staging staging = backend().stage()) {
      staging.write(large, 0, large.length);
      assertThat(staging.commit(key)).isTrue();
    }

    assertThat(Digest.sha256Of(backend().load(key)).hex()).isEqualTo(key.name());
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
    assertThat(s3.client.listMultipartUploads(r -> r.bucket(s3.bucket.name())).uploads()).isEmpty();
  }

  @Test
  void aBucketThatIsNotThereIsUnavailable() {
    Bucket absent = new Bucket("absent", "", "us-east-1", s3.bucket.endpoint());
    S3Backend backend = new S3Backend(s3.client, absent, folder.resolve("scratch"));

    assertThatThrownBy(() -> backend.put(BLOB, CONTENT))
        .isInstanceOf(BackendUnavailable.class)
        .hasMessageContaining("s3://absent/blobs/" + BLOB.name());
  }
}
