package entrepot.vm.disk;

import entrepot.vm.process.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs a program as the test itself. */
final class Ran {
  private Ran() {}

  static String command(String... command) {
    return new Tool("testing", Path.of("/"), Duration.ofMinutes(1)).must(List.of(command)).output();
  }
}
