package entrepot.bench.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Files of incompressible bytes, some of which change. */
final class SourceFolder {
  private final Path folder;
  private final int bytes;
  private final Random random = new Random(1);

  SourceFolder(Path folder, int files, int bytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.bytes = bytes;
    for (int i = 0; i < files; i++) {
      write(folder.resolve("package-%05d.bin".formatted(i)));
    }
  }

  private void write(Path file) throws IOException {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    Files.write(file, content);
  }

  Path path() {
    return folder;
  }

  /** New bytes of the same number in a hundredth of the files. */
  void change() throws IOException {
    List<Path> files = files(folder);
    for (int i = 0; i < files.size(); i += 100) {
      write(files.get(i));
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.sorted().toList();
    }
  }
}
