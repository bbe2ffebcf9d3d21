package entrepot.vm.machine;

import entrepot.vm.disk.VmUser;
import entrepot.vm.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A namespace with a tap, where busybox hands out an address and serves metadata. */
final class GuestNetwork implements AutoCloseable {
  static final String TAP = "tap0";

  private final String namespace;
  private final List<Process> servers = new ArrayList<>();

  private GuestNetwork(String namespace) {
    this.namespace = namespace;
  }

  static GuestNetwork raise(Path folder, String id, String userData) throws IOException {
    GuestNetwork network = new GuestNetwork("entrepot-vm-" + ProcessHandle.current().pid());
    ip("netns", "add", network.namespace);
    try {
      network.raise(
          folder, Files.createDirectories(folder.resolve("latest/meta-data")), id, userData);
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  String namespace() {
    return namespace;
  }

  private void raise(Path root, Path metadata, String id, String userData) throws IOException {
    String uid = Integer.toString(VmUser.DEFAULT.uid());
    ip("-n", namespace, "tuntap", "add", TAP, "mode", "tap", "user", uid);
    ip("-n", namespace, "link", "set", "lo", "up");
    ip("-n", namespace, "link", "set", TAP, "up");
    ip("-n", namespace, "addr", "add", "10.9.0.1/24", "dev", TAP);
    ip("-n", namespace, "addr", "add", "169.254.169.254/32", "dev", "lo");
    Files.writeString(metadata.resolve("instance-id"), id);
    Files.writeString(root.resolve("latest/user-data"), userData);
    Path settings =
        Files.writeString(
            root.resolve("udhcpd.conf"),
            """
            start 10.9.0.7
            end 10.9.0.7
            interface %s
            lease_file %s
            option router 10.9.0.1
            option subnet 255.255.255.0
            option domain ec2.internal
            option dns 10.9.0.1
            """
                .formatted(TAP, Files.writeString(root.resolve("leases"), "")));
    serve("busybox", "udhcpd", "-f", "-S", settings.toString());
    serve("busybox", "httpd", "-f", "-p", "169.254.169.254:80", "-h", root.toString());
  }

  private void serve(String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(List.of(command));
    servers.add(
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  private static void ip(String... arguments) {
    List<String> all = new ArrayList<>(List.of("ip"));
    all.addAll(List.of(arguments));
    new Tool("testing", Path.of("/"), Duration.ofSeconds(30)).must(all);
  }

  @Override
  public void close() {
    servers.forEach(Process::destroyForcibly);
    ip("netns", "del", namespace);
  }
}
