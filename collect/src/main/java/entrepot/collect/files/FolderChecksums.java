package entrepot.collect.files;

import entrepot.collect.pgp.Keyring;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the checksum files of a folder by their patterns, and reads and verifies them. */
final class FolderChecksums {
  private static final int MOST = 1_000;

  private final Path root;
  private final Map<String, PathMatcher> patterns = new LinkedHashMap<>();
  private final TreeSet<String> unmatched = new TreeSet<>();
  private final SortedSet<TreePath> found = new TreeSet<>();

  FolderChecksums(Path root, List<String> patterns) {
    this.root = root;
    for (String pattern : patterns) {
      this.patterns.put(pattern, FileSystems.getDefault().getPathMatcher("glob:" + pattern));
      unmatched.add(pattern);
    }
  }

  /** Looks whether a file of the folder is a checksum file. */
  void consider(TreePath path) {
    String text = path.toString();
    if (patterns.isEmpty() || ChecksumFetch.SIGNATURES.stream().anyMatch(text::endsWith)) {
      return;
    }
    patterns.forEach((pattern, matcher) -> {
      if (matches(pattern, matcher, text)) {
        unmatched.remove(pattern);
        found.add(path);
      }
    });
    if (found.size() > MOST) {
      throw new FolderUnreadable(root, "more than %d checksum files match".formatted(MOST), null);
    }
  }

  private static boolean matches(String pattern, PathMatcher matcher, String path) {
    try {
      Path whole = Path.of(path);
      return matcher.matches(pattern.contains("/") ? whole : whole.getFileName());
    } catch (InvalidPathException e) {
      // A name that this locale cannot spell.
      return false;
    }
  }

  /** The checksum files with their signatures, as they are now. */
  List<ChecksumFile> read(FileTake take) {
    if (!unmatched.isEmpty()) {
      throw new ChecksumsMissing(root.toString(), unmatched.first());
    }
    List<ChecksumFile> files = new ArrayList<>();
    long left = ChecksumFetch.MAX_CHECKSUMS_IN_ALL;
    for (TreePath path : found) {
      Optional<FetchedFile> file = file(take, path, Math.min(left, ChecksumFetch.MAX_CHECKSUMS));
      if (file.isPresent()) {
        files.add(signed(take, file.get()));
        left -= file.get().content().length;
      }
    }
    return files;
  }

  private static ChecksumFile signed(FileTake take, FetchedFile file) {
    if (!Cleartext.is(file.content())) {
      for (String ending : ChecksumFetch.SIGNATURES) {
        Optional<FetchedFile> signature =
            file(take, TreePath.of(file.path() + ending), ChecksumFetch.MAX_SIGNATURE);
        if (signature.isPresent()) {
          return new ChecksumFile(file, signature);
        }
      }
    }
    return new ChecksumFile(file, Optional.empty());
  }

  private static Optional<FetchedFile> file(FileTake take, TreePath path, long limit) {
    return take.content(path, limit)
        .map(content -> new FetchedFile(path, content, Validators.NONE));
  }

  /** Verifies them, and writes what they are and what they name. */
  static void write(
      List<ChecksumFile> files,
      Optional<Keyring> keyring,
      ChecksumEntries writer,
      InstantSource clock) {
    ChecksumCheck check = new ChecksumCheck(keyring, clock);
    LastModified times = new LastModified(clock.instant());
    List<byte[]> texts = files.stream().map(check::text).toList();
    writer.verbatim(files, times);
    for (int i = 0; i < files.size(); i++) {
      writer.named(files.get(i), texts.get(i), times);
    }
  }
}
