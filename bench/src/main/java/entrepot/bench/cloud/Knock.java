package entrepot.bench.cloud;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where user data say that they are done, whichever guest runs them: the moment itself, no poll.
 */
final class Knock implements AutoCloseable {
  private static final int MINUTES = 5;

  private final HttpServer server;
  private final BlockingQueue<Long> heard = new ArrayBlockingQueue<>(16);

  Knock() throws IOException {
    server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 16);
    server.createContext(
        "/done",
        exchange -> {
          boolean _ = heard.offer(System.nanoTime());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** User data that knock at this address of the host. */
  String script(String host) {
    return "#!/bin/sh\nwget -q -O /dev/null http://%s:%d/done\n".formatted(host, port());
  }

  /** Forgets former knocks. */
  void clear() {
    heard.clear();
  }

  /** When the next one came, by {@link System#nanoTime}. */
  long await() throws IOException, InterruptedException {
    Long at = heard.poll(MINUTES, TimeUnit.MINUTES);
    if (at == null) {
      throw new IOException("no guest was done within %d minutes".formatted(MINUTES));
    }
    return at;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
