package entrepot.bench.sync;

import entrepot.bench.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An upstream, and the nginx that serves it. */
record Served(Upstream upstream, Nginx nginx) implements AutoCloseable {

  /** Makes one of {@code apt} or {@code rpm} there. */
  static Served in(Path folder, String kind, int packages, int bytes) throws IOException {
    Files.createDirectories(folder);
    Upstream upstream =
        kind.equals("apt")
            ? new AptUpstream(folder, packages, bytes)
            : new RpmUpstream(folder, packages, bytes);
    try {
      return new Served(
          upstream, Nginx.start(List.of(), folder.resolve("nginx"), upstream.root(), "off", true));
    } catch (IOException e) {
      upstream.close();
      throw e;
    }
  }

  String url() {
    return "http://127.0.0.1:" + nginx.port();
  }

  @Override
  public void close() {
    nginx.process().descendants().forEach(ProcessHandle::destroy);
    nginx.process().destroy();
    nginx.process().onExit().join();
    upstream.close();
  }
}
