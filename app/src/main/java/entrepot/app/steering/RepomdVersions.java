package entrepot.app.steering;

import entrepot.collect.rpm.Repomd;
import entrepot.kit.Digest;
import entrepot.kit.Digest.Algorithm;
import entrepot.kit.Failure;
import entrepot.steering.map.RepomdFile;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a metalink says of a repomd.xml that was published, computed once for each. */
final class RepomdVersions {
  private static final Logger log = LoggerFactory.getLogger(RepomdVersions.class);
  private static final int KEPT = 2_000;
  private static final int MAX_BYTES = 32 << 20;

  private final Store store;
  private final Map<Digest, RepomdFile> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, RepomdFile> eldest) {
          return size() > KEPT;
        }
      };

  RepomdVersions(Store store) {
    this.store = store;
  }

  /** The version in that entry; empty, and logged, where it is not one to be read. */
  synchronized Optional<RepomdFile> of(Entry entry, Instant released) {
    Digest sha256 = entry.sha256().orElse(null);
    if (sha256 == null) {
      return Optional.empty();
    }
    RepomdFile file = known.get(sha256);
    if (file == null) {
      try {
        file = read(entry, sha256);
        known.put(sha256, file);
      } catch (Failure | UncheckedIOException e) {
        log.error("{}: {}; no metalink names this version", entry.path(), e.getMessage());
        return Optional.empty();
      }
    }
    return Optional.of(
        new RepomdFile(
            file.timestamp(),
            file.size(),
            file.md5(),
            file.sha1(),
            file.sha256(),
            file.sha512(),
            released.getEpochSecond()));
  }

  private RepomdFile read(Entry entry, Digest sha256) {
    byte[] content;
    try (InputStream in = store.backend().open(Key.blob(sha256), 0)) {
      content = in.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Repomd repomd = Repomd.read(content, entry.path().toString());
    return new RepomdFile(
        Math.max(0, repomd.timestamp()),
        content.length,
        Optional.of(hex(Algorithm.MD5, content)),
        Optional.of(hex(Algorithm.SHA1, content)),
        sha256.hex(),
        Optional.of(hex(Algorithm.SHA512, content)),
        0);
  }

  private static String hex(Algorithm algorithm, byte[] content) {
    return Digest.of(algorithm, algorithm.hash().digest(content)).hex();
  }
}
