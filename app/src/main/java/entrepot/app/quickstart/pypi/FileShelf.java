package entrepot.app.quickstart.pypi;

import entrepot.collect.python.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The distributions of a folder; each is read once for each time it changes. */
final class FileShelf {
  private static final String METADATA = ".metadata";

  private record Known(long size, long time, Optional<IndexedFile> file) {}

  private final Path folder;
  private final Consumer<String> told;
  private final Map<Path, Known> known = new HashMap<>();

  FileShelf(Path folder, Consumer<String> told) {
    this.folder = folder;
    this.told = told;
  }

  Path folder() {
    return folder;
  }

  /** What lies there now, by name. */
  synchronized List<IndexedFile> files() throws IOException {
    List<IndexedFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        look(path).ifPresent(files::add);
      }
    }
    files.sort(Comparator.comparing(IndexedFile::filename));
    return files;
  }

  private Optional<IndexedFile> look(Path path) throws IOException {
    var stamp = Files.readAttributes(path, BasicFileAttributes.class);
    Known former = known.get(path);
    long time = stamp.lastModifiedTime().toMillis();
    if (former != null && former.size() == stamp.size() && former.time() == time) {
      return former.file();
    }
    Optional<IndexedFile> file = Optional.empty();
    try {
      file = Optional.of(IndexedFile.read(path));
    } catch (IOException | Malformed e) {
      // Such as a wheel that is still being copied.
      told.accept("not in the index: " + e.getMessage());
    }
    known.put(path, new Known(stamp.size(), time, file));
    return file;
  }

  /** The bytes of a distribution that is in the index, or of its metadata. */
  Optional<byte[]> bytes(String name) throws IOException {
    boolean metadata = name.endsWith(METADATA);
    String filename = metadata ? name.substring(0, name.length() - METADATA.length()) : name;
    for (IndexedFile file : files()) {
      if (file.filename().equals(filename)) {
        return metadata
            ? file.metadata()
            : Optional.of(Files.readAllBytes(folder.resolve(filename)));
      }
    }
    return Optional.empty();
  }
}
