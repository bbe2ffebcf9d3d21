package entrepot.app.control;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One request to the admin socket. HTTP/1.0, whose answers end with the connection: a dozen lines
 * read that, where loading an HTTP client would take longer than most commands do.
 */
final class AdminExchange implements AutoCloseable {
  private static final int MAX_LINE = 64 << 20;

  private final SocketChannel channel;
  private final InputStream in;

  private AdminExchange(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(Channels.newInputStream(channel));
  }

  /** Posts the JSON; returns when an answer begins, empty when none does in that time. */
  static Optional<AdminExchange> post(Path socket, String path, byte[] json, Duration patience)
      throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try {
      write(channel, path, json);
      if (begins(channel, patience)) {
        return Optional.of(new AdminExchange(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void write(SocketChannel channel, String path, byte[] json) throws IOException {
    String head =
        """
        POST %s HTTP/1.0\r
        Host: localhost\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(path, json.length);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(json);
    ByteBuffer rest = ByteBuffer.wrap(request.toByteArray());
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  private static boolean begins(SocketChannel channel, Duration patience) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      if (selector.select(patience.toMillis()) == 0) {
        return false;
      }
    }
    channel.configureBlocking(true);
    return true;
  }

  /** The status of the answer; reads its head, so it is asked first. */
  int status() throws IOException {
    String[] first = text().split(" ", 3);
    for (String header = text(); !header.isEmpty(); header = text()) {
      // No header of the admin API matters here.
    }
    if (first.length < 2 || !first[1].matches("\\d{3}")) {
      throw new IOException("that is no HTTP answer");
    }
    return Integer.parseInt(first[1]);
  }

  private String text() throws IOException {
    return line()
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip())
        .orElseThrow(() -> new EOFException("the answer ended in its head"));
  }

  /** The body, to its end. */
  InputStream body() {
    return in;
  }

  /** The next line of the body, without its end; empty behind the last. */
  Optional<byte[]> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return Optional.empty();
      }
      line.write(b);
      if (line.size() > MAX_LINE) {
        throw new IOException("a line of the answer is longer than %d bytes".formatted(MAX_LINE));
      }
    }
    return Optional.of(line.toByteArray());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // What matters was read.
    }
  }
}
