package entrepot.bench.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The synthetic index, running in a process of its own so that its work is not counted as ours. */
final class IndexProcess implements AutoCloseable {
  private final Process process;
  private final URI base;

  IndexProcess() throws IOException {
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SyntheticIndex.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    this.base = URI.create("http://127.0.0.1:" + out.readLine());
  }

  URI simple() {
    return base.resolve("/simple/");
  }

  /** There are so many projects. */
  void size(int projects) {
    tell("/size?" + projects);
  }

  /** So many of them change. */
  void change(int projects) {
    tell("/change?" + projects);
  }

  private void tell(String what) {
    try {
      URLConnection connection = base.resolve(what).toURL().openConnection();
      connection.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
