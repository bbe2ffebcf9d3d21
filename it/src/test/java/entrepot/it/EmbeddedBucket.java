package entrepot.it;

import entrepot.store.s3.Bucket;
import entrepot.store.s3.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of an s3proxy in this process, with its key in files. */
final class EmbeddedBucket {
  private static final String ID = "test";
  private static final String SECRET = "secret-of-a-test";

  private final Path folder;
  private final S3Proxy proxy;
  private final Bucket bucket;
  private final S3Client client;

  EmbeddedBucket(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    Path objects = Files.createDirectories(folder.resolve("objects"));
    proxy =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(objects.toString()))
            .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    proxy.start();
    URI endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
    bucket = new Bucket("entrepot-store", "central/", "us-east-1", Optional.of(endpoint));
    client =
        S3Clients.open(
            bucket, StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET)));
    client.createBucket(request -> request.bucket(bucket.name()));
  }

  /** The group {@code bucket}, as the configuration writes it on one line. */
  String configuration() throws IOException {
    Path id = Files.writeString(folder.resolve("key.id"), ID + "\n");
    Path secret = Files.writeString(folder.resolve("key.secret"), SECRET + "\n");
    return """
    {name: %s, prefix: %s, region: %s, endpoint: "%s",
     credentials: {access-key-file: %s, secret-key-file: %s}}
    """
        .formatted(
            bucket.name(),
            bucket.prefix(),
            bucket.region(),
            bucket.endpoint().orElseThrow(),
            id,
            secret);
  }

  /** The keys in that folder of the store, without it. */
  List<String> keys(String of) {
    String prefix = bucket.prefix() + of + "/";
    return client
        .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  void close() throws Exception {
    client.close();
    proxy.stop();
  }
}
