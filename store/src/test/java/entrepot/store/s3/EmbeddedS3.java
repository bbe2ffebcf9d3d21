package entrepot.store.s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** s3proxy on loopback over a folder, with one bucket. */
public final class EmbeddedS3 {
  private static final String USER = "test";
  private static final String SECRET = "secret-of-a-test";

  public final Bucket bucket;
  public final S3Client client;
  private final S3Proxy proxy;

  public EmbeddedS3(Path folder) throws Exception {
    proxy =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(Files.createDirectories(folder).toString()))
            .awsAuthentication(AuthenticationType.AWS_V4, USER, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    proxy.start();
    URI endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
    bucket = new Bucket("entrepot-test", "store/", "us-east-1", Optional.of(endpoint));
    client = S3Clients.open(bucket, credentials());
    client.createBucket(request -> request.bucket(bucket.name()));
  }

  /** The key that is let in. */
  public static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET));
  }

  public void close() throws Exception {
    client.close();
    proxy.stop();
  }
}
