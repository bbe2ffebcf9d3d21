package entrepot.kit.listen;

import java.nio.file.Path;

/** Where a listener listens. */
public sealed interface Binding {
  /** A TCP port of one of this machine's addresses; port 0 takes a free one. */
  record Tcp(String host, int port) implements Binding {
    public Tcp {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port " + port);
      }
    }

    /** As a URL names it, with brackets around an IPv6 address. */
    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /** A unix domain socket, which only its owner may open (0600). */
  record Unix(Path path) implements Binding {
    @Override
    public String toString() {
      return path.toString();
    }
  }
}
