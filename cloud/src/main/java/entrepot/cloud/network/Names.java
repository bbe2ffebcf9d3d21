package entrepot.cloud.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * DHCP and DNS of a region: one dnsmasq for the instances, and one that tells the host's side the
 * public addresses. Only what follows from the plan and from interfaces is in their files.
 *
 * <pre>
 *   /run/entrepot/NAMESPACE/dnsmasq.conf   for the instances
 *                           outside.conf   for the host
 *                           dhcp/TAP       MAC,ADDRESS,NAME of one instance
 *                           names/TAP      ADDRESS NAMES of one instance, inside
 *                           outside/TAP    PUBLIC-ADDRESS NAME of one instance
 * </pre>
 */
final class Names {
  /** Where the namespace redirects questions from outside to: port 53 is the instances'. */
  static final int OUTSIDE = 1053;

  /** How many run when all is well. */
  static final int PROCESSES = 2;

  private final NetworkPlan plan;
  private final Path folder;
  private final Dnsmasq inside;
  private final Dnsmasq outside;

  Names(NetworkPlan plan, Verbs verbs) {
    this.plan = plan;
    this.folder = plan.folder();
    this.inside = new Dnsmasq(plan, verbs, folder.resolve("dnsmasq.conf"));
    this.outside = new Dnsmasq(plan, verbs, folder.resolve("outside.conf"));
  }

  /** Starts what does not run, anew what runs by another configuration. */
  void raise() {
    try {
      for (String each : List.of("", "dhcp", "names", "outside")) {
        Files.createDirectories(folder.resolve(each));
        // The server's user reads here, whatever this process's umask is.
        Files.setPosixFilePermissions(
            folder.resolve(each), PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (IOException e) {
      throw new NetworkFailed("the folder " + folder + " of DHCP and DNS cannot be made", e);
    }
    inside.raise(configuration());
    outside.raise(outsideConfiguration());
  }

  /** The processes; there are fewer than two of them when one died. */
  List<ProcessHandle> running() {
    return Stream.concat(inside.running().stream(), outside.running().stream()).toList();
  }

  /** Both learn of new files by themselves, of deleted ones only when they are told to reread. */
  void add(Interface nic) {
    String address = nic.privateAddress().getHostAddress();
    String brief = nic.privateDns().substring(0, nic.privateDns().indexOf('.'));
    WholeFile.write(
        folder.resolve("dhcp").resolve(nic.tap()),
        String.join(",", nic.mac(), address, brief) + "\n");
    WholeFile.write(
        folder.resolve("names").resolve(nic.tap()),
        String.join(" ", address, nic.privateDns(), brief, nic.publicDns()) + "\n");
    WholeFile.write(
        folder.resolve("outside").resolve(nic.tap()),
        String.join(" ", nic.publicAddress().getHostAddress(), nic.publicDns()) + "\n");
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
      for (String each : List.of("dhcp", "names", "outside")) {
        Files.deleteIfExists(folder.resolve(each).resolve(tap));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inside.reread();
    outside.reread();
  }

  /** Ends both, and leaves no file. */
  void down() {
    inside.stop();
    outside.stop();
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

  private String outsideConfiguration() {
    return """
    no-resolv
    no-hosts
    no-poll
    pid-file
    log-facility=/dev/null
    port=%d
    listen-address=%s
    bind-interfaces
    local=/compute.entrepot.internal/
    hostsdir=%s/outside
    """
        .formatted(OUTSIDE, plan.namespaceEnd().getHostAddress(), folder);
  }
}
