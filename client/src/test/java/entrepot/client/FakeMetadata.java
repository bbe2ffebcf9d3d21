package entrepot.client;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A metadata service that does as it is told, as a program of its own so that it can run in another
 * network. It reads commands from its input, a line each: a {@link Behaviour} and the zone's answer
 * in base64; or {@code requests}, which prints what was asked since. It answers each with a line.
 */
final class FakeMetadata {
  private static final String ZONE = "/latest/meta-data/placement/availability-zone";
  private static final String TOKEN = "AQAAAL-x_fixture+token/56==";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = Behaviour.BOTH;
  private volatile byte[] zone = new byte[0];

  private FakeMetadata() {}

  public static void main(String[] arguments) throws IOException {
    var service = new FakeMetadata();
    service.listen(80);
    service.listen(81);
    System.out.println("ready");
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(service.obey(line));
    }
    System.exit(0);
  }

  private String obey(String line) {
    if (line.equals("requests")) {
      String said = String.join(";", requests);
      requests.clear();
      return said;
    }
    List<String> words = List.of(line.split(" ", 2));
    zone = Base64.getDecoder().decode(words.get(1));
    behaviour = Behaviour.valueOf(words.get(0));
    return "ok";
  }

  private void listen(int port) throws IOException {
    @SuppressWarnings("resource") // open as long as the program runs
    var server = new ServerSocket();
    server.bind(new InetSocketAddress("169.254.169.254", port));
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try {
              Socket socket = server.accept();
              Thread.ofVirtual().start(() -> serve(socket, port));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  private void serve(Socket socket, int port) {
    try (socket) {
      String head = head(socket.getInputStream());
      List<String> start = List.of(head.lines().findFirst().orElse("").split(" "));
      String token = head.contains("X-aws-ec2-metadata-token: " + TOKEN) ? " with token" : "";
      requests.add(start.get(0) + " " + start.get(1) + token);
      OutputStream out = socket.getOutputStream();
      if (port == 81) {
        // Where a redirect leads: a zone that nobody may believe.
        answer(out, "200 OK", "", "us-trap-1a".getBytes(StandardCharsets.US_ASCII));
      } else if (start.get(0).equals("PUT")) {
        token(out, head);
      } else if (start.get(1).equals(ZONE)) {
        zone(out, !token.isEmpty());
      } else {
        answer(out, "404 Not Found", "", new byte[0]);
      }
    } catch (IOException | InterruptedException e) {
      // The client went away, which is what most behaviours drive it to.
    }
  }

  private void token(OutputStream out, String head) throws IOException, InterruptedException {
    byte[] token = TOKEN.getBytes(StandardCharsets.US_ASCII);
    boolean asksRightly =
        head.startsWith("PUT /latest/api/token ")
            && head.contains("X-aws-ec2-metadata-token-ttl-seconds: ");
    switch (behaviour) {
      case HANGING, TOKEN_HANGING -> Thread.sleep(60_000);
      case VERSION_1, NOT_FOUND ->
          answer(out, "404 Not Found", "", "no".getBytes(StandardCharsets.US_ASCII));
      case TOKEN_WITH_LINE_BREAK ->
          answer(out, "200 OK", "", "x\r\nX-Evil: 1".getBytes(StandardCharsets.US_ASCII));
      case REDIRECTING ->
          answer(out, "302 Found", "Location: http://169.254.169.254:81/t\r\n", new byte[0]);
      case DRIPPING -> drip(out);
      default -> answer(out, asksRightly ? "200 OK" : "400 Bad Request", "", token);
    }
  }

  private void zone(OutputStream out, boolean withToken) throws IOException, InterruptedException {
    switch (behaviour) {
      case HANGING -> Thread.sleep(60_000);
      case DRIPPING -> drip(out);
      case NOT_FOUND -> answer(out, "404 Not Found", "", zone);
      case BROKEN -> answer(out, "500 Internal Server Error", "", zone);
      case REDIRECTING ->
          answer(out, "302 Found", "Location: http://169.254.169.254:81/elsewhere\r\n", zone);
      case VERSION_2 -> answer(out, withToken ? "200 OK" : "401 Unauthorized", "", zone);
      case SLOW -> {
        Thread.sleep(300);
        answer(out, "200 OK", "", zone);
      }
      case ENDLESS -> {
        out.write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
          out.write(zone);
        }
      }
      default -> answer(out, "200 OK", "", zone);
    }
  }

  private static void drip(OutputStream out) throws IOException, InterruptedException {
    out.write("HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 600; i++) {
      out.write('a');
      out.flush();
      Thread.sleep(100);
    }
  }

  private static void answer(OutputStream out, String status, String fields, byte[] body)
      throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n"
            + fields
            + "\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && head.size() < 8_192; b = in.read()) {
      head.write(b);
      if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  /** What it does to whoever asks. */
  enum Behaviour {
    VERSION_1,
    VERSION_2,
    BOTH,
    SLOW,
    HANGING,
    TOKEN_HANGING,
    DRIPPING,
    ENDLESS,
    NOT_FOUND,
    BROKEN,
    REDIRECTING,
    TOKEN_WITH_LINE_BREAK
  }
}
