package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.store.s3.Bucket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class BucketAccessTest {
  private static final AwsBasicCredentials KEY = AwsBasicCredentials.create("id", "secret");

  @TempDir Path folder;

  @Test
  void aKeyIsTheFirstLinesOfTwoFiles() throws IOException {
    Path id = Files.writeString(folder.resolve("id"), "id\nof a test\n");
    Path secret = Files.writeString(folder.resolve("secret"), "secret\n");

    assertThat(
            new BucketAccess().of(new BucketCredentials.InFiles(id, secret)).resolveCredentials())
        .isEqualTo(KEY);
  }

  @Test
  void aKeyIsInTheEnvironment() {
    assertThat(
            new BucketAccess(Map.of("A", "id", "B", "secret")::get)
                .of(new BucketCredentials.InEnvironment("A", "B"))
                .resolveCredentials())
        .isEqualTo(KEY);
  }

  @Test
  void aKeyThatIsNotThereIsAFailure() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> new BucketAccess().of(new BucketCredentials.InFiles(nowhere, nowhere)))
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageContaining(nowhere.toString());
    assertThatThrownBy(() ->
            new BucketAccess(Map.of("A", "id")::get)
                .of(new BucketCredentials.InEnvironment("A", "B")))
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageNotContaining("id\n");
  }

  @Test
  void addressesAreAsTheProviderServesThem() {
    assertThat(address("mirror", "", Optional.empty()))
        .hasToString("https://mirror.s3.eu-west-1.amazonaws.com");
    assertThat(address("a.mirror", "of/us/", Optional.empty()))
        .hasToString("https://s3.eu-west-1.amazonaws.com/a.mirror/of/us");
    assertThat(address("mirror", "x/", Optional.of(URI.create("http://ceph.example.org:8000"))))
        .hasToString("http://ceph.example.org:8000/mirror/x");
  }

  private static URI address(String name, String prefix, Optional<URI> endpoint) {
    Bucket bucket = new Bucket(name, prefix, "eu-west-1", endpoint);
    return new BucketConfiguration(bucket, new BucketCredentials.Usual(), List.of(), 1).address();
  }
}
