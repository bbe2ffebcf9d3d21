package entrepot.kit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that answers each request, one a connection, as its script says. */
final class TestingUpstream implements AutoCloseable {
  /** Writes an answer, bytes and all; the connection is closed behind it. */
  interface Script {
    void answer(Asked asked, OutputStream out) throws IOException, InterruptedException;
  }

  /** A request; names of headers in lower case. {@code number} counts from 1. */
  record Asked(int number, String path, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Script script;

  TestingUpstream(Script script) {
    this.script = script;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** A whole answer. */
  static void answer(OutputStream out, String head, String body) throws IOException {
    out.write(
        "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(head, body.length(), body)
            .getBytes(ISO_8859_1));
  }

  /** The head only. */
  static void head(OutputStream out, String head) throws IOException {
    out.write("HTTP/1.1 %s\r\nConnection: close\r\n\r\n".formatted(head).getBytes(ISO_8859_1));
    out.flush();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
            line.substring(colon + 1).strip());
      }
      Asked request;
      synchronized (asked) {
        request = new Asked(asked.size() + 1, first.split(" ", 3)[1], headers);
        asked.add(request);
      }
      OutputStream out = connection.getOutputStream();
      script.answer(request, out);
      out.flush();
    } catch (IOException | InterruptedException e) {
      // The client went away, or the test is over.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    threads.close();
  }
}
