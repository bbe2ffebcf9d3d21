package entrepot.bench.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An index of synthetic projects, in a process of its own: says its port on standard output, and
 * ends with its standard input. {@code /size?N} sets how many projects there are, {@code /change?N}
 * changes so many.
 */
final class SyntheticIndex {
  private static final String JSON = "application/vnd.pypi.simple.v1+json";

  private volatile byte[] changes = new byte[0];
  private final AtomicInteger version = new AtomicInteger();

  private SyntheticIndex() {}

  /** Runs it; see above. */
  public static void main(String[] args) throws IOException {
    SyntheticIndex index = new SyntheticIndex();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", index::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Until the benchmark ends.
    }
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      switch (path) {
        case "/size" -> {
          changes = new byte[Integer.parseInt(query)];
          version.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
        }
        case "/change" -> {
          change(Integer.parseInt(query));
          exchange.sendResponseHeaders(204, -1);
        }
        case "/simple/" -> list(exchange);
        default -> page(exchange, path.replaceFirst("^/simple/project-([0-9]+)/$", "$1"));
      }
    }
  }

  private void change(int count) {
    Random random = new Random(version.get());
    for (int changed = 0; changed < count; ) {
      int number = random.nextInt(changes.length);
      if (changes[number] < 100) {
        changes[number]++;
        changed++;
      }
    }
    version.incrementAndGet();
  }

  private void list(HttpExchange exchange) throws IOException {
    String tag = "\"" + version.get() + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(200, 0);
    byte[] now = changes;
    long latest = 0;
    OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16);
    out.write("{\"projects\":[".getBytes(UTF_8));
    for (int i = 0; i < now.length; i++) {
      SyntheticProject project = new SyntheticProject(i, now[i]);
      long serial = project.serial(now.length);
      latest = Math.max(latest, serial);
      String each =
          (i == 0 ? "" : ",")
              + "{\"_last-serial\":"
              + serial
              + ",\"name\":\""
              + project.name()
              + "\"}";
      out.write(each.getBytes(UTF_8));
    }
    out.write(
        "],\"meta\":{\"_last-serial\":%d,\"api-version\":\"1.3\"}}"
            .formatted(latest)
            .getBytes(UTF_8));
    out.flush();
  }

  private void page(HttpExchange exchange, String number) throws IOException {
    byte[] now = changes;
    int project = number.matches("[0-9]{1,7}") ? Integer.parseInt(number) : now.length;
    if (project >= now.length) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    byte[] body = new SyntheticProject(project, now[project]).page(now.length).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
