package entrepot.bench.s3;

import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.CephUser;
import entrepot.store.s3.Bucket;
import entrepot.store.s3.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A bucket of its own for each publisher and run. */
record Target(Ceph ceph, CephUser user, String bucket) implements AutoCloseable {
  private static final int SAMPLE = 10;

  static Target create(Ceph ceph, String bucket) {
    Target target = new Target(ceph, ceph.user("bench"), bucket);
    try (S3Client client = target.client()) {
      client.createBucket(request -> request.bucket(bucket));
    }
    return target;
  }

  URI endpoint() {
    return ceph.endpoint();
  }

  private S3Client client() {
    return S3Clients.open(
        new Bucket(bucket, "", "us-east-1", Optional.of(ceph.endpoint())), user.credentials());
  }

  /** Throws unless the bucket has the folder's files, by size, and a tenth of them by content. */
  void check(String who, String prefix, Path folder) throws IOException {
    try (S3Client client = client()) {
      Map<String, Long> there = new HashMap<>();
      client
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
          .contents()
          .forEach(object -> there.put(object.key().substring(prefix.length()), object.size()));
      int compared = 0;
      for (Path file : SourceFolder.files(folder)) {
        String name = file.getFileName().toString();
        if (!Optional.of(Files.size(file)).equals(Optional.ofNullable(there.remove(name)))) {
          throw new IOException(who + " has not published " + name);
        }
        if (compared++ % SAMPLE == 0) {
          ResponseBytes<GetObjectResponse> object =
              client.getObjectAsBytes(request -> request.bucket(bucket).key(prefix + name));
          if (!Arrays.equals(object.asByteArray(), Files.readAllBytes(file))) {
            throw new IOException(who + " has published something else as " + name);
          }
        }
      }
      there.keySet().removeIf(name -> name.startsWith(".entrepot/"));
      if (!there.isEmpty()) {
        throw new IOException(who + " has left " + there.keySet());
      }
    }
  }

  @Override
  public void close() {
    ceph.admin("bucket", "rm", "--bucket=" + bucket, "--purge-objects", "--bypass-gc");
  }
}
