package entrepot.app.quickstart;

import entrepot.app.quickstart.pypi.SampleIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A pip that installs below a folder of its own, from one index, and reads no configuration. */
final class PipRoot implements ClientRoot {
  private final String index;
  private final Path authority;
  private final Path packages;
  private final Path home;
  private final Path log;

  private PipRoot(Path root, String index, Path authority) {
    this.index = index;
    this.authority = authority;
    this.packages = root.resolve("packages");
    this.home = root.resolve("home");
    this.log = root.resolve("pip.log");
  }

  static PipRoot create(Path root, String index, Path authority) {
    PipRoot pip = new PipRoot(root, index, authority);
    try {
      Files.createDirectories(pip.home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pip;
  }

  @Override
  public boolean install(String name) throws InterruptedException {
    return python(
            "-m",
            "pip",
            "--isolated",
            "--disable-pip-version-check",
            "--no-input",
            "--no-cache-dir",
            "--cert",
            authority.toAbsolutePath().toString(),
            "install",
            "--index-url",
            index,
            "--only-binary",
            ":all:",
            "--target",
            packages.toAbsolutePath().toString(),
            name)
        && python("-c", "import " + SampleIndex.MODULE);
  }

  private boolean python(String... arguments) throws InterruptedException {
    String trusted = authority.toAbsolutePath().toString();
    Map<String, String> environment =
        Map.of(
            "PIP_CONFIG_FILE",
            "/dev/null",
            // Where these are set, pip's library believes them rather than --cert.
            "REQUESTS_CA_BUNDLE",
            trusted,
            "CURL_CA_BUNDLE",
            trusted,
            "PYTHONPATH",
            packages.toAbsolutePath().toString(),
            "HOME",
            home.toAbsolutePath().toString(),
            "TMPDIR",
            home.toAbsolutePath().toString());
    return new Tool(PipClients.PYTHON, environment, log).run(arguments) == 0;
  }

  @Override
  public Path log() {
    return log;
  }
}
