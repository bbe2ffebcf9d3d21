package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.DurableFile;
import entrepot.release.Replica.Swept;
import entrepot.store.backend.Area;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Manifests;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Removes from a replica what nothing names. What is to go is written down first: killed half-way,
 * a node may be there whose children are gone, so whoever comes next finishes the list before he
 * trusts a node.
 */
final class DiskSweep {
  private final ReplicaFolder folder;
  private final DiskBackend backend;
  private final Manifests manifests;

  DiskSweep(ReplicaFolder folder, DiskBackend backend, Manifests manifests) {
    this.folder = folder;
    this.backend = backend;
    this.manifests = manifests;
  }

  Swept sweep(Collection<Digest> keep, Instant now, Duration grace) {
    finish();
    Marked marked = Marked.by(keep, manifests, backend);
    Instant young = now.minus(grace);
    long[] sums = new long[3];
    Path part = folder.root().resolve("sweep.part");
    try {
      try (BufferedWriter list = Files.newBufferedWriter(part)) {
        backend.list(
            Area.NODES,
            node -> {
              if (!marked.node(Digest.sha256(node.key().name()))) {
                line(list, node.key());
                sums[0]++;
                sums[2] += node.size();
              }
            });
        backend.list(
            Area.BLOBS,
            blob -> {
              boolean old = !blob.modified().isAfter(young);
              if (old && !marked.blob(Digest.sha256(blob.key().name()))) {
                line(list, blob.key());
                sums[1]++;
                sums[2] += blob.size();
              }
            });
      }
      if (sums[0] + sums[1] == 0) {
        Files.delete(part);
        return Swept.NOTHING;
      }
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(part, folder.sweep(), StandardCopyOption.ATOMIC_MOVE);
      DurableFile.force(folder.root());
    } catch (IOException | UncheckedIOException e) {
      throw new BackendUnavailable("listing what is to be removed in " + folder.root(), e);
    }
    finish();
    return new Swept(sums[0], sums[1], sums[2]);
  }

  private static void line(BufferedWriter list, Key key) {
    try {
      list.write(key.area().folder() + "/" + key.name() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what a sweep wrote down, its own or that of a process which was killed. */
  void finish() {
    if (!Files.exists(folder.sweep())) {
      return;
    }
    try {
      try (Stream<String> lines = Files.lines(folder.sweep())) {
        lines.forEach(line -> backend.remove(key(line)));
      }
      backend.list(Area.FILLS, fill -> dropIfEmpty(fill.key()));
      backend.flush();
      Files.delete(folder.sweep());
      DurableFile.force(folder.root());
    } catch (IOException | UncheckedIOException e) {
      throw new BackendUnavailable("working off " + folder.sweep(), e);
    }
  }

  private void dropIfEmpty(Key fill) {
    if (Marked.filled(fill, backend).flatMap(blob -> backend.stat(Key.blob(blob))).isEmpty()) {
      backend.remove(fill);
    }
  }

  private static Key key(String line) {
    int slash = line.indexOf('/');
    return new Key(
        Area.valueOf(line.substring(0, slash).toUpperCase(Locale.ROOT)), line.substring(slash + 1));
  }
}
