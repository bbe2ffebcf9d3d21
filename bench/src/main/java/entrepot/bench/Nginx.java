package entrepot.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running nginx with the configuration {@code peers/nginx/nginx.conf.template}. */
public record Nginx(Process process, int port) {
  private static final Path TEMPLATE = Path.of("bench", "peers", "nginx", "nginx.conf.template");

  /**
   * Starts it on a free port of loopback, and waits until it answers.
   *
   * @param before words that the command line begins with, such as taskset's
   * @param folder for its configuration and logs
   * @param root what it serves
   * @param nopush {@code on} or {@code off}
   * @param changing whether files are replaced meanwhile, so that none may be kept open
   */
  public static Nginx start(
      List<String> before, Path folder, Path root, String nopush, boolean changing)
      throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path dir = Files.createDirectories(folder);
    String config =
        Files.readString(TEMPLATE)
            .replace("@USER@", System.getProperty("user.name"))
            .replace("@WORKERS@", "1")
            .replace("@NOPUSH@", nopush)
            .replace("@OPENFILES@", changing ? "off" : "max=1024 inactive=60s")
            .replace("@DIR@", dir.toString())
            .replace("@ROOT@", root.toString())
            .replace("@PORT@", Integer.toString(port));
    Path file = Files.writeString(dir.resolve("nginx.conf"), config);
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("nginx", "-c", file.toString(), "-p", dir.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("out.log").toFile())
            .start();
    while (process.isAlive()) {
      try (Socket up = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return new Nginx(process, up.getPort());
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("nginx did not start: " + Files.readString(dir.resolve("out.log")));
  }
}
