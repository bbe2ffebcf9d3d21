package entrepot.edge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One raw connection, for requests that no library would send. */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  /** Over a socket that somebody else has connected. */
  Wire(Socket socket) {
    try {
      this.socket = socket;
      socket.setSoTimeout(20_000);
      this.in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Wire(int port) {
    this(port, "127.0.0.1");
  }

  Wire(int port, String from) {
    this(connected(port, from));
  }

  private static Socket connected(int port, String from) {
    try {
      return new Socket("127.0.0.1", port, InetAddress.ofLiteral(from), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reply ask(String method, String target, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: e\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    send(request + "\r\n");
    return read(method.equals("HEAD"));
  }

  void send(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer; throws when it does not end as it says. */
  Reply read(boolean head) {
    try {
      String status = line();
      Map<String, String> headers = new HashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        String former = headers.put(name, line.substring(colon + 1).strip());
        if (former != null) {
          throw new IllegalStateException(name + " comes twice");
        }
      }
      int code = Integer.parseInt(status.substring(9, 12));
      boolean none = head || code == 304 || code == 204;
      return new Reply(code, headers, none ? new byte[0] : body(headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes until the peer ends or cuts the connection. */
  byte[] rest() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      byte[] piece = new byte[8192];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        all.write(piece, 0, n);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      // A reset: what came before it counts.
    }
    return all.toByteArray();
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int size = Integer.parseInt(line(), 16);
      while (size > 0) {
        all.write(exactly(size));
        line();
        size = Integer.parseInt(line(), 16);
      }
      line();
      return all.toByteArray();
    }
    return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException(bytes.length + " of " + size);
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("after '" + line + "'");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
