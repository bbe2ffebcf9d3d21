package entrepot.it;

import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.CephUser;
import entrepot.store.s3.Bucket;
import entrepot.store.s3.S3Clients;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A region that is a bucket of a Ceph, with a user of its own who owns it. */
final class BucketRegion implements AutoCloseable {
  private static final String PREFIX = "mirror/";
  private static final AtomicInteger NEXT = new AtomicInteger();

  final String name;
  final String bucket;
  private final Ceph ceph;
  private final CephUser publisher;
  private final Path folder;
  final S3Client client;

  /** Makes a bucket that nobody may read yet; keys for its publisher lie in the folder. */
  BucketRegion(Ceph ceph, String name, Path folder) {
    this.ceph = ceph;
    this.name = name;
    this.bucket = "mirror-" + name + "-" + NEXT.incrementAndGet();
    this.publisher = ceph.user("publisher-of-" + bucket);
    this.folder = folder;
    this.client =
        S3Clients.open(
            new Bucket(bucket, PREFIX, "us-east-1", Optional.of(ceph.endpoint())),
            publisher.credentials());
    client.createBucket(request -> request.bucket(bucket));
  }

  /** An entry of {@code regions}, with its own publisher's key. */
  String yaml() {
    return yaml(ceph.endpoint(), publisher);
  }

  /** The same, with the key of the publisher of another region. */
  String yaml(BucketRegion other) {
    return yaml(ceph.endpoint(), other.publisher);
  }

  /** The same, with requests by way of another address. */
  String yaml(URI endpoint) {
    return yaml(endpoint, publisher);
  }

  private String yaml(URI endpoint, CephUser user) {
    return """
    %s:
      bucket:
        name: %s
        prefix: %s
        region: us-east-1
        endpoint: %s
        credentials: %s
    """
        .formatted(name, bucket, PREFIX, endpoint, user.configuration(folder));
  }

  /** From now on, clients with these addresses may read: blocks in CIDR notation. */
  void readableFrom(String... networks) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{
          "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::%s/%s*",
          "Condition": {"IpAddress": {"aws:SourceIp": ["%s"]}}}]}
        """
            .formatted(bucket, PREFIX, String.join("\", \"", networks));
    client.putBucketPolicy(request -> request.bucket(bucket).policy(policy));
  }

  /** The address of the tree for clients on this machine, with a slash at its end. */
  String tree(String tree) {
    return tree(ceph.endpoint(), tree);
  }

  /** The same for clients in namespaces. */
  String treeForNamespaces(String tree) {
    return tree(ceph.endpointForNamespaces(), tree);
  }

  private String tree(URI endpoint, String tree) {
    return "%s/%s/%s%s/".formatted(endpoint, bucket, PREFIX, tree);
  }

  /** What clients can see: path below the prefix → ETag, which for small objects is the MD5. */
  Map<String, String> objects() {
    Map<String, String> all = new TreeMap<>();
    for (S3Object each :
        client
            .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(PREFIX))
            .contents()) {
      String path = each.key().substring(PREFIX.length());
      if (!path.startsWith(".entrepot/")) {
        all.put(path, each.eTag());
      }
    }
    return all;
  }

  /** The prefix of all keys. */
  String prefix() {
    return PREFIX;
  }

  @Override
  public void close() {
    client.close();
    ceph.admin("bucket", "rm", "--bucket=" + bucket, "--purge-objects", "--bypass-gc");
  }
}
