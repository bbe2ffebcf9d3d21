package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.store.backend.BackendUnavailable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache's files, each with a {@link Tail}: {@code objects/ab/abcd…}, named by the sha256 of
 * their bytes.
 */
record ObjectFolder(Path root) {
  private static final Logger log = LoggerFactory.getLogger(ObjectFolder.class);
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  /** A file as it was found. */
  record Found(long size, long modifiedMillis) {}

  Path file(Digest sha256) {
    String hex = sha256.hex();
    return root.resolve(hex.substring(0, 2)).resolve(hex);
  }

  /** Gives a finished file its name, beside the one that it has. */
  void name(Path from, Digest sha256) {
    Path to = file(sha256);
    try {
      try {
        Files.createLink(to, from);
      } catch (NoSuchFileException e) {
        Files.createDirectories(to.getParent());
        Files.createLink(to, from);
      } catch (FileAlreadyExistsException e) {
        // Nobody knows it, so it is of a former process, or spoilt.
        Files.delete(to);
        Files.createLink(to, from);
      }
    } catch (IOException e) {
      throw new BackendUnavailable("naming " + to, e);
    }
  }

  void remove(Digest sha256) {
    Path file = file(sha256);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BackendUnavailable("removing " + file, e);
    }
  }

  /** All files; what cannot be whole by its length is removed. */
  Map<Digest, Found> list() {
    Map<Digest, Found> all = new HashMap<>();
    try {
      Files.createDirectories(root);
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
        for (Path folder : folders) {
          list(folder, all);
        }
      }
    } catch (IOException e) {
      throw new BackendUnavailable("listing " + root, e);
    }
    return all;
  }

  private static void list(Path folder, Map<Digest, Found> all) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        OptionalLong size = Tail.sizeOf(found.size());
        if (!NAME.matcher(name).matches() || !found.isRegularFile()) {
          log.warn("{} is not a file of the cache; it is left alone", file);
        } else if (size.isEmpty()) {
          Files.delete(file);
        } else {
          long modified = found.lastModifiedTime().toMillis();
          all.put(Digest.sha256(name), new Found(size.getAsLong(), modified));
        }
      }
    }
  }
}
