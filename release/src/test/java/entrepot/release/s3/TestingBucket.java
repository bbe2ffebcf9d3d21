package entrepot.release.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.release.Head;
import entrepot.release.ReleaseOptions;
import entrepot.release.ReleaseResult;
import entrepot.release.Releaser;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.s3.Bucket;
import entrepot.store.s3.EmbeddedS3;
import entrepot.store.s3.S3Clients;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store, a bucket of its own, and a releaser between them that counts its requests. */
final class TestingBucket implements AutoCloseable {
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  final Path top;
  final Bucket bucket;
  final Store store;
  final Counted counted = new Counted();
  final S3Replica replica;
  final Releaser releaser;
  final SigningKeys keys;
  private final S3Client client;

  TestingBucket(EmbeddedS3 s3, String name, Path top) {
    this.top = top;
    bucket = new Bucket(name, "mirror/", s3.bucket.region(), s3.bucket.endpoint());
    s3.client.createBucket(request -> request.bucket(name));
    client = S3Clients.open(bucket, EmbeddedS3.credentials(), 8, List.of(counted));
    store = Store.over(new DiskBackend(top.resolve("store")), now::get);
    replica =
        new S3Replica(
            "east", client, bucket, store, (tree, entry) -> lazy(entry), top.resolve("replica"), 8);
    keys = SigningKeys.open(top.resolve("keys"));
    releaser = new Releaser(store, replica, keys, _ -> {}, now::get);
  }

  private Digest lazy(Entry entry) {
    byte[] content = ("fetched " + entry.path()).getBytes(UTF_8);
    store.backend().put(Key.blob(Digest.sha256Of(content)), content);
    return Digest.sha256Of(content);
  }

  /** Path to content; a path below {@code dists} is an index, {@code InRelease} an entry point. */
  Digest snapshot(String tree, Map<String, String> files) {
    TreeMap<TreePath, Entry> entries = new TreeMap<>();
    files.forEach((path, content) -> entries.put(TreePath.of(path), entry(path, content)));
    Digest digest = store.manifests().build(entries.values().iterator());
    store
        .snapshots()
        .add(
            new SnapshotRecord(
                digest, tree, now.get(), Optional.empty(), "test", "test", Map.of()));
    return digest;
  }

  private Entry entry(String path, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    Role role =
        path.endsWith("InRelease")
            ? Role.ENTRY_POINT
            : path.startsWith("dists/") || path.contains("index.") ? Role.INDEX : Role.PAYLOAD;
    if (content.startsWith("lazy")) {
      return Entry.lazy(
          TreePath.of(path),
          role,
          Entry.UNKNOWN_SIZE,
          7,
          List.of(Digest.of(Digest.Algorithm.MD5, new byte[16])));
    }
    store.backend().put(Key.blob(Digest.sha256Of(bytes)), bytes);
    Entry entry = Entry.present(TreePath.of(path), role, bytes.length, 7, Digest.sha256Of(bytes));
    return path.endsWith("index.html") ? entry.with(Extension.MEDIA_TYPE, "text/html") : entry;
  }

  ReleaseResult release(String tree, Map<String, String> files) {
    return release(tree, snapshot(tree, files));
  }

  ReleaseResult release(String tree, Digest snapshot) {
    return releaser.release(
        tree,
        snapshot,
        new ReleaseOptions("tester", 0, Duration.ofDays(3), Optional.empty()),
        Progress.SILENT);
  }

  Head head() {
    return releaser.head().orElseThrow();
  }

  /** All files of a tree that the bucket has, by what comes after the tree's name. */
  Map<String, String> files(String tree) {
    Map<String, String> all = new TreeMap<>();
    String prefix = "mirror/" + tree + "/";
    for (S3Object each :
        client
            .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(prefix))
            .contents()) {
      all.put(each.key().substring(prefix.length()), text(each.key()));
    }
    return all;
  }

  String text(String key) {
    return client
        .getObjectAsBytes(request -> request.bucket(bucket.name()).key(key))
        .asString(UTF_8);
  }

  Found found(String key) {
    return new BucketObjects(client, bucket).find(key).orElseThrow();
  }

  void put(String key, String content) {
    client.putObject(
        request -> request.bucket(bucket.name()).key(key),
        software.amazon.awssdk.core.sync.RequestBody.fromString(content));
  }

  void remove(String key) {
    client.deleteObject(request -> request.bucket(bucket.name()).key(key));
  }

  void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Override
  public void close() {
    client.close();
  }
}
