package entrepot.bench.cloud;

import entrepot.vm.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A network for one guest by hand, made once: a namespace with a tap, dnsmasq with one lease, and
 * busybox' web server with the guest's metadata. No filter, no translation.
 */
final class HandNetwork implements AutoCloseable {
  static final String TAP = "vmhand";

  private static final String HOST = "198.19.255.5";
  private static final String INSIDE = "198.19.255.6";
  private static final String ROUTER = "198.19.255.9";
  private static final String GUEST = "198.19.255.10";

  private final String name = "bench-" + ProcessHandle.current().pid();
  private final String link = "bh" + ProcessHandle.current().pid();
  private final Tool tool;
  private final List<Process> servers = new ArrayList<>();

  HandNetwork(Path folder, String mac, Knock knock) throws IOException, InterruptedException {
    Path tree = Files.createDirectories(folder.resolve("latest/meta-data"));
    Files.writeString(tree.resolve("instance-id"), "i-by-hand");
    Files.writeString(folder.resolve("latest/user-data"), knock.script(HOST));
    tool = new Tool("making a network by hand", folder, Duration.ofSeconds(30));
    try {
      raise();
      servers.add(
          inside(
              "dnsmasq",
              "--keep-in-foreground",
              "--conf-file=/dev/null",
              "--port=0",
              "--interface=" + TAP,
              "--leasefile-ro",
              "--no-ping",
              "--dhcp-authoritative",
              "--dhcp-range=198.19.255.8,static,255.255.255.248",
              "--dhcp-option=option:router," + ROUTER,
              "--dhcp-host=" + mac + "," + GUEST));
      servers.add(
          inside("busybox", "httpd", "-f", "-p", "169.254.169.254:80", "-h", folder.toString()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  private void raise() {
    ip("netns add " + name);
    ip("link add %s type veth peer name uplink netns %s".formatted(link, name));
    ip("address add %s/30 dev %s".formatted(HOST, link));
    ip("link set %s up".formatted(link));
    ip("route add %s/32 via %s".formatted(GUEST, INSIDE));
    ip("-n %s link set lo up".formatted(name));
    ip("-n %s address add 169.254.169.254/32 dev lo".formatted(name));
    ip("-n %s address add %s/30 dev uplink".formatted(name, INSIDE));
    ip("-n %s link set uplink up".formatted(name));
    // Every user may open it: QEMU runs as one that has no name.
    ip("-n %s tuntap add dev %s mode tap".formatted(name, TAP));
    ip("-n %s address add %s/29 dev %s".formatted(name, ROUTER, TAP));
    ip("-n %s link set %s up".formatted(name, TAP));
    ip("netns exec %s sysctl -q -w net.ipv4.ip_forward=1".formatted(name));
  }

  private void ip(String words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words.split(" ", -1)));
    var _ = tool.must(command);
  }

  private Process inside(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(tool.folder().resolve(words[0] + ".log").toFile())
        .start();
  }

  @Override
  public void close() {
    servers.forEach(Process::destroyForcibly);
    var _ = tool.run(List.of("ip", "link", "delete", link));
    var _ = tool.run(List.of("ip", "netns", "delete", name));
  }
}
