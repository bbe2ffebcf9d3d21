package entrepot.kit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The machine's openssl, in a folder of the test's. */
record OpenSsl(Path folder) {
  static boolean available() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl")));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Runs {@code openssl} with those words. */
  void run(String line) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(line.split(" ")));
    try {
      Path log = folder.resolve("openssl.log");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("openssl " + line + ": " + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A certificate of its own for {@code name.crt} and {@code name.key}, made with such a key. */
  PemFiles selfSigned(String name, String newKey, int days) {
    run(
        "req -x509 -nodes -newkey %s -keyout %s.key -out %s.crt -days %d -subj /CN=%s"
            .formatted(newKey, name, name, days, name));
    return files(name);
  }

  PemFiles files(String name) {
    return new PemFiles(file(name + ".crt"), file(name + ".key"));
  }
}
