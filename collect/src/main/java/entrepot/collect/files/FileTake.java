package entrepot.collect.files;

import entrepot.collect.Quarantine;
import entrepot.collect.VerifyingSink;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Takes files of a folder into the store, each as it was at one time: whatever changes while it is
 * read is read again, and missing in the end.
 */
final class FileTake {
  private static final int ATTEMPTS = 3;
  private static final int CHUNK = 64 << 10;

  /** What a file is to be copied to. */
  private interface Target {
    void write(byte[] bytes, int length);
  }

  private final Path root;
  private final Backend backend;
  private final Quarantine quarantine;

  FileTake(Path root, Backend backend, Quarantine quarantine) {
    this.root = root;
    this.backend = backend;
    this.quarantine = quarantine;
  }

  /**
   * The entry with its bytes in the store and its stamp, or missing; empty when the file went away.
   */
  Optional<Entry> take(Entry walked) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<Entry> taken = attempt(walked);
        if (taken.isPresent()) {
          return taken;
        }
      }
      return Optional.of(missing(walked, "it changes while it is read"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of(missing(walked, "it cannot be read: permission denied"));
    } catch (IOException e) {
      return Optional.of(missing(walked, "it cannot be read: " + e.getMessage()));
    }
  }

  private Optional<Entry> attempt(Entry walked) throws IOException {
    Optional<Path> file = inside(walked.path());
    Optional<Stamp> before = file.isEmpty() ? Optional.empty() : Stamp.of(file.get());
    if (before.isEmpty()) {
      return Optional.of(missing(walked, "it became something else than a file of the folder"));
    }
    try (Staging staging = backend.stage()) {
      VerifyingSink sink = new VerifyingSink(staging, walked.digests());
      Stamp stamp = before.get();
      if (!copied(file.get(), walked.path(), stamp, (b, n) -> sink.write(b, 0, n))) {
        return Optional.empty();
      }
      Digest sha256 = sink.sha256();
      Optional<VerifyingSink.Mismatch> mismatch = sink.mismatch(sha256);
      if (mismatch.isPresent()) {
        return Optional.of(
            missing(
                walked,
                "its checksum file names %s, found %s"
                    .formatted(mismatch.get().expected(), mismatch.get().found())));
      }
      CrashPoint.SYNC_BEFORE_BLOB.reached();
      staging.commit(Key.blob(sha256));
      CrashPoint.SYNC_AFTER_BLOB.reached();
      return Optional.of(present(walked, stamp, sha256));
    }
  }

  /** All bytes of a small file; empty when it is not there, or is not a file of the folder. */
  Optional<byte[]> content(TreePath path, long limit) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<Path> file = inside(path);
        Optional<Stamp> stamp = file.isEmpty() ? Optional.empty() : Stamp.of(file.get());
        if (stamp.isEmpty()) {
          return Optional.empty();
        }
        if (stamp.get().size() > limit) {
          throw new FolderUnreadable(
              file.get(), "it has more than the allowed %d bytes".formatted(limit), null);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (copied(file.get(), path, stamp.get(), (b, n) -> bytes.write(b, 0, n))) {
          return Optional.of(bytes.toByteArray());
        }
      }
      throw new FolderUnreadable(RawPath.below(root, path), "it changes while it is read", null);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new FolderUnreadable(RawPath.below(root, path), String.valueOf(e), e);
    }
  }

  /** Whether the whole file was copied, and was the same one before and after. */
  private boolean copied(Path file, TreePath path, Stamp before, Target target) throws IOException {
    long left = before.size();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      int read = in.read(chunk);
      while (read >= 0 && read <= left) {
        target.write(chunk, read);
        left -= read;
        read = in.read(chunk);
      }
      if (left != 0 || read >= 0) {
        return false;
      }
    }
    // By the path once more: it may be another file by now, or lead elsewhere.
    Optional<Path> after = inside(path);
    return after.equals(Optional.of(file)) && Stamp.of(file).equals(Optional.of(before));
  }

  /** Where the path leads, unless that is out of the folder. */
  private Optional<Path> inside(TreePath path) throws IOException {
    return Optional.of(RawPath.below(root, path).toRealPath()).filter(p -> p.startsWith(root));
  }

  private static Entry present(Entry walked, Stamp stamp, Digest sha256) {
    List<Digest> digests = new ArrayList<>(walked.digests());
    if (!digests.contains(sha256)) {
      digests.add(sha256);
    }
    Collections.sort(digests);
    return new Entry(
        walked.path(),
        walked.role(),
        State.PRESENT,
        stamp.size(),
        stamp.modifiedSeconds(),
        digests,
        List.of(stamp.extension()));
  }

  private Entry missing(Entry walked, String reason) {
    return quarantine.missing(
        new Entry(
            walked.path(),
            walked.role(),
            State.MISSING,
            Entry.UNKNOWN_SIZE,
            0,
            walked.digests(),
            List.of()),
        reason);
  }
}
