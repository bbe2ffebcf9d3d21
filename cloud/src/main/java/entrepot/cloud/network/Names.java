package entrepot.cloud.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * DHCP and DNS of a region: one dnsmasq in the namespace.
 *
 * <pre>
 *   /run/entrepot/NAMESPACE/dnsmasq.conf   what follows from the plan
 *                           dhcp/TAP       MAC,ADDRESS,NAME of one instance
 *                           names/TAP      ADDRESS NAMES of one instance
 * </pre>
 */
final class Names {
  private final NetworkPlan plan;
  private final Verbs verbs;
  private final Path folder;

  Names(NetworkPlan plan, Verbs verbs) {
    this.plan = plan;
    this.verbs = verbs;
    this.folder = plan.folder();
  }

  /** Starts it where it does not run, anew where it runs by another configuration. */
  void raise() {
    try {
      for (String each : List.of("", "dhcp", "names")) {
        Files.createDirectories(folder.resolve(each));
        // The server's user reads here, whatever this process's umask is.
        Files.setPosixFilePermissions(
            folder.resolve(each), PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Path file = folder.resolve("dnsmasq.conf");
      String wanted = configuration();
      if (!Files.exists(file) || !Files.readString(file).equals(wanted)) {
        stop();
        write(file, wanted);
      }
    } catch (IOException e) {
      throw new NetworkFailed("the folder " + folder + " of DHCP and DNS cannot be made", e);
    }
    if (running().isEmpty()) {
      verbs.startDnsmasq(plan.namespace(), plan.dhcpUid(), folder.resolve("dnsmasq.conf"));
    }
  }

  void add(Interface nic) {
    String address = nic.privateAddress().getHostAddress();
    String brief = nic.privateDns().substring(0, nic.privateDns().indexOf('.'));
    write(
        folder.resolve("dhcp").resolve(nic.tap()),
        String.join(",", nic.mac(), address, brief) + "\n");
    write(
        folder.resolve("names").resolve(nic.tap()),
        String.join(" ", address, nic.privateDns(), brief, nic.publicDns()) + "\n");
    running().forEach(verbs::reread);
  }

  /** The address that it gives to the machine on a tap. */
  Optional<Inet4Address> address(String tap) {
    Path file = folder.resolve("dhcp").resolve(tap);
    try {
      return Files.exists(file)
          ? Optional.of(Ranges.parse(Files.readString(file).split(",", 3)[1]))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String tap) {
    try {
      Files.deleteIfExists(folder.resolve("dhcp").resolve(tap));
      Files.deleteIfExists(folder.resolve("names").resolve(tap));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    running().forEach(verbs::reread);
  }

  /** Ends it, and leaves no file. */
  void down() {
    stop();
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop() {
    running().forEach(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> running() {
    return verbs.namespace(plan.namespace())
        ? verbs.dnsmasq(plan.namespace(), folder.resolve("dnsmasq.conf"))
        : List.of();
  }

  private String configuration() {
    RegionVpc vpc = plan.vpc();
    StringBuilder text =
        new StringBuilder(
            """
            no-resolv
            no-hosts
            no-poll
            pid-file
            log-facility=/dev/null
            quiet-dhcp
            interface=vm*
            dhcp-authoritative
            dhcp-ignore-clid
            dhcp-broadcast
            no-ping
            leasefile-ro
            bogus-priv
            local=/compute.internal/
            local=/compute.entrepot.internal/
            """);
    text.append("dhcp-hostsdir=%s/dhcp\nhostsdir=%s/names\n".formatted(folder, folder));
    text.append("domain=%s.compute.internal\n".formatted(plan.region()));
    text.append("dhcp-option=option:dns-server,%s\n".formatted(vpc.resolver().getHostAddress()));
    for (int i = 0; i < plan.zones().size(); i++) {
      String zone = plan.zones().get(i);
      text.append(
          "dhcp-range=set:z%d,%s,static,%s,1h\ndhcp-option=tag:z%d,option:router,%s\n"
              .formatted(
                  i,
                  vpc.subnet(zone).getLower().withoutPrefixLength(),
                  vpc.subnet(zone).getNetworkMask().withoutPrefixLength(),
                  i,
                  vpc.router(zone).getHostAddress()));
    }
    return text.toString();
  }

  /** It watches the folders: a file must appear in them whole, and it skips names with a dot. */
  private static void write(Path file, String text) {
    Path whole = file.resolveSibling("." + file.getFileName());
    try {
      Files.writeString(whole, text);
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new NetworkFailed("what DHCP and DNS read at " + file + " cannot be written", e);
    }
  }
}
