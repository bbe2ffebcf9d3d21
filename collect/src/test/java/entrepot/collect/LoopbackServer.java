package entrepot.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import entrepot.kit.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that serves files, tells what it was asked, and does mischief. */
public final class LoopbackServer implements AutoCloseable {
  /** What is served, by path below the root, without the leading slash. */
  public final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** What some paths answer instead. */
  public final Map<String, HttpHandler> mischief = new ConcurrentHashMap<>();

  /** Whether answers have an ETag, and {@link #lastModified}. */
  public boolean validators = true;

  /** The value of that header, for all files. */
  public Optional<String> lastModified = Optional.empty();

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final String root;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts one.
   *
   * @param root begins and ends with a slash
   */
  public LoopbackServer(String root) {
    this.root = root;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(root, this::serve);
    server.start();
  }

  /** Of what is below the root; does not end with a slash. */
  public URI base() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + root.substring(0, root.length() - 1));
  }

  public void put(String path, String content) {
    files.put(path, content.getBytes(UTF_8));
  }

  /** What is served at that path. */
  public byte[] file(String path) {
    return Objects.requireNonNull(files.get(path), path);
  }

  /** The paths asked for since the last call, in order. */
  public List<String> takeAsked() {
    List<String> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(root.length());
      asked.add(path);
      HttpHandler trick = mischief.get(path);
      if (trick != null) {
        trick.handle(exchange);
        return;
      }
      byte[] content = files.get(path);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (validators) {
        String tag = "\"" + Digest.sha256Of(content).brief() + "\"";
        exchange.getResponseHeaders().set("ETag", tag);
        lastModified.ifPresent(date -> exchange.getResponseHeaders().set("Last-Modified", date));
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
          exchange.sendResponseHeaders(304, -1);
          return;
        }
      }
      answer(exchange, content);
    }
  }

  /** Answers with that body, as it does without mischief. */
  public static void answer(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
