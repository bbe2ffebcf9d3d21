package entrepot.cloud.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What terminated instances wrote to their consoles last, as long as they are remembered. */
final class Consoles {
  /** As much as GetConsoleOutput answers. */
  static final int BYTES = 64 * 1024;

  private final Path folder;

  Consoles(Path folder) {
    this.folder = folder;
  }

  /** Keeps it; of an instance whose end is taken up again, what was kept before. */
  void keep(String id, byte[] said) {
    if (said.length == 0) {
      return;
    }
    Path part = folder.resolve("." + id);
    try {
      Files.createDirectories(folder);
      Files.write(part, said);
      Files.move(part, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("keeping the console of " + id, e);
    }
  }

  /** The last bytes of it. */
  byte[] last(String id, int bytes) {
    Path file = folder.resolve(id);
    try {
      byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      return Arrays.copyOfRange(all, Math.max(0, all.length - bytes), all.length);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the console of " + id, e);
    }
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") ? name.substring(1) : name;
  }

  /** Removes those of other instances. */
  void only(Predicate<String> remembered) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> forgotten = all.filter(file -> !remembered.test(id(file))).toList();
      for (Path file : forgotten) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("forgetting consoles in " + folder, e);
    }
  }
}
