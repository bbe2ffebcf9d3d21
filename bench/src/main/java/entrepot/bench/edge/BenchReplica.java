package entrepot.bench.edge;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.release.DiskReplica;
import entrepot.release.ReleaseOptions;
import entrepot.release.Releaser;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.snapshot.SnapshotRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The files that both servers serve: released to a real replica by a signed head, and the same
 * inodes under their names in a plain folder for the peer.
 */
final class BenchReplica {
  static final String REGION = "region-a";
  static final String TREE = "bench";

  private static final Map<String, Integer> FILES =
      Map.of(
          "1k.deb", 1024,
          "64k.deb", 64 * 1024,
          "10m.deb", 10 * 1024 * 1024,
          "100m.deb", 100 * 1024 * 1024);

  private static final Map<String, Integer> PAGES =
      Map.of("p1k", 1024, "p10k", 10 * 1024, "p100k", 100 * 1024);

  private static final String V1 = "application/vnd.pypi.simple.v1+";

  private BenchReplica() {}

  /** Makes them below {@code folder}: replica/, trust/ and the peer's www/. */
  static void make(Path folder) throws IOException {
    DiskBackend backend = new DiskBackend(folder.resolve("store"));
    Clock clock = Clock.systemUTC();
    Store store = Store.over(backend, clock);
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Integer> file : FILES.entrySet()) {
      Digest sha256 = write(backend, file.getValue());
      TreePath path = TreePath.of("pool/main/" + file.getKey());
      entries.add(Entry.present(path, Role.PAYLOAD, file.getValue(), 1_790_000_000L, sha256));
    }
    for (Map.Entry<String, Integer> page : PAGES.entrySet()) {
      String folderOfPage = "simple/" + page.getKey() + "/index.";
      int size = page.getValue();
      Digest html = write(backend, size);
      entries.add(page(folderOfPage + "html", "text/html", size, html));
      entries.add(page(folderOfPage + "v1_html", V1 + "html", size, html));
      entries.add(page(folderOfPage + "v1_json", V1 + "json", size, html));
    }
    entries.sort(Comparator.comparing(Entry::path));
    Digest snapshot = store.manifests().build(entries.iterator());
    Instant now = clock.instant();
    store
        .snapshots()
        .add(new SnapshotRecord(snapshot, TREE, now, Optional.empty(), "bench", "bench", Map.of()));
    SigningKeys keys = SigningKeys.open(folder.resolve("keys"));
    keys.exportTo(folder.resolve("trust"));
    DiskReplica replica = new DiskReplica(REGION, folder.resolve("replica"));
    new Releaser(store, replica, keys, _ -> {}, clock)
        .release(TREE, snapshot, ReleaseOptions.by("bench"), Progress.SILENT);
    for (Entry entry : entries) {
      Path named = folder.resolve("www").resolve(TREE).resolve(entry.path().toString());
      Files.createDirectories(named.getParent());
      Key blob = Key.blob(entry.sha256().orElseThrow());
      Files.createLink(named, replica.backend().file(blob).orElseThrow());
    }
  }

  private static Entry page(String path, String mediaType, int size, Digest sha256) {
    return Entry.present(TreePath.of(path), Role.INDEX, size, 1_790_000_000L, sha256)
        .with(Extension.MEDIA_TYPE, mediaType);
  }

  private static Digest write(DiskBackend backend, int size) {
    Random random = new Random(size);
    MessageDigest hash = Digest.Algorithm.SHA256.hash();
    byte[] piece = new byte[Math.min(size, 1 << 20)];
    try (Staging staging = backend.stage()) {
      for (int at = 0; at < size; at += piece.length) {
        random.nextBytes(piece);
        hash.update(piece);
        staging.write(piece, 0, piece.length);
      }
      Digest sha256 = Digest.of(Digest.Algorithm.SHA256, hash.digest());
      staging.commit(Key.blob(sha256));
      return sha256;
    }
  }
}
