package entrepot.release;

import entrepot.kit.DurableFile;
import entrepot.release.sign.Envelope;
import entrepot.store.backend.BackendUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Where things lie in a replica on disk:
 *
 * <pre>
 *   blobs/ nodes/ fills/ tmp/   a DiskBackend: nodes and blobs that any head of late names
 *   head.json                   the current head, signed; replaced by rename
 *   heads/000000000017.json     every head that was ever issued, written before head.json: what was
 *                               served at a time is answered from here. One above head.json's own
 *                               generation was never released; the next release overwrites it
 *   forgotten                   two times, a line each: snapshots served last before the first are
 *                               gone; since when that is so
 *   sweep                       what a sweep is about to remove, a line each; while it is there,
 *                               having a node proves nothing, so it is worked off before all else
 *   unflushed                   the boot in which a release began to copy; left over from another
 *                               boot it says that a power cut may have eaten nodes and blobs
 *   release.lock                held by who changes the replica
 * </pre>
 */
final class ReplicaFolder {
  private final Path root;

  ReplicaFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path head() {
    return root.resolve("head.json");
  }

  Path head(long generation) {
    return root.resolve("heads").resolve("%012d.json".formatted(generation));
  }

  Path heads() {
    return root.resolve("heads");
  }

  Path lock() {
    return root.resolve("release.lock");
  }

  Path sweep() {
    return root.resolve("sweep");
  }

  Path unflushed() {
    return root.resolve("unflushed");
  }

  private Path forgottenFile() {
    return root.resolve("forgotten");
  }

  /** The envelope in that file; empty where there is none. */
  static Optional<Envelope> envelope(Path file) {
    return limited(file, Envelope.MAX_BYTES + 1).map(Envelope::parse);
  }

  static void write(Path file, byte[] content) {
    try {
      DurableFile.replace(file, content);
    } catch (IOException e) {
      throw new BackendUnavailable("writing " + file, e);
    }
  }

  static Optional<byte[]> limited(Path file, int limit) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(limit));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new BackendUnavailable("reading " + file, e);
    }
  }

  Replica.Forgotten forgotten() {
    Optional<byte[]> content = limited(forgottenFile(), 200);
    if (content.isEmpty()) {
      return Replica.Forgotten.NOTHING;
    }
    List<String> lines = new String(content.get(), StandardCharsets.US_ASCII).lines().toList();
    try {
      return new Replica.Forgotten(Instant.parse(lines.getFirst()), Instant.parse(lines.getLast()));
    } catch (DateTimeException | NoSuchElementException e) {
      throw new BackendUnavailable(
          "reading " + forgottenFile() + ", which should hold two times", e);
    }
  }

  void forget(Replica.Forgotten less) {
    String text = less.before() + "\n" + less.since() + "\n";
    write(forgottenFile(), text.getBytes(StandardCharsets.US_ASCII));
  }
}
