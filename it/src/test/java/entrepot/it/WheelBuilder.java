package entrepot.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import entrepot.it.fixture.Installation;
import entrepot.it.fixture.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The builder of Debian 12 that all tests of a checkout share with those of the module collect: it
 * takes a minute to make.
 */
final class WheelBuilder {
  /** As the tests in collect name it, so that one is enough. */
  static final String PLATFORM = "debian-12-test";

  private static final Path SHARED = Path.of("..", "target", "wheel-builders").toAbsolutePath();

  private WheelBuilder() {}

  /** What the configuration says of it. */
  static String platform() {
    String architecture = System.getProperty("os.arch").equals("amd64") ? "amd64" : "arm64";
    return "%s: {suite: bookworm, architecture: %s}".formatted(PLATFORM, architecture);
  }

  /** Lets an installation use it; skips the test where no sandbox can be made. */
  static void lend(Installation installation, String tree) {
    for (String tool : List.of("mmdebstrap", "bwrap", "unshare", "setpriv", "prlimit")) {
      assumeTrue(Ran.available(tool), tool + " is not installed: run tools/test-requirements");
    }
    Path folder = installation.state().resolve("wheels").resolve(tree);
    try {
      Files.createDirectories(SHARED);
      Files.createDirectories(folder);
      Path builders = folder.resolve("builders");
      if (Files.notExists(builders)) {
        Files.createSymbolicLink(builders, SHARED.toRealPath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
