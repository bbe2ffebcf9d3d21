package entrepot.cloud.network;

import inet.ipaddr.IPAddress;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that needs root for a region's network: fixed commands, each argument of a type or a form
 * that cannot be anything else.
 */
public final class Verbs {
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern DEVICE = Pattern.compile("[a-z0-9][a-z0-9-]{0,14}");
  private static final Pattern SETTING = Pattern.compile("(ipv4|ipv6)(/[a-z0-9_-]+)+");

  private static final String SET =
      "for each; do echo \"${each#*=}\" >\"/proc/sys/net/${each%%=*}\"; done";

  boolean namespace(String namespace) {
    return Files.exists(Path.of("/run/netns", name(namespace)));
  }

  void addNamespace(String namespace) {
    Command.run("ip", "netns", "add", name(namespace));
  }

  void deleteNamespace(String namespace) {
    Command.run("ip", "netns", "delete", name(namespace));
  }

  /** The links of a namespace. */
  Set<String> links(String namespace) {
    return Command.run("ip", "-n", name(namespace), "-o", "link", "show")
        .lines()
        .map(line -> line.split(": ", 3)[1].split("@", 2)[0])
        .collect(Collectors.toSet());
  }

  boolean onHost(String device) {
    return Files.exists(Path.of("/sys/class/net", device(device)));
  }

  /** A link from the host into the namespace. */
  void addLink(String host, String inside, String namespace) {
    Command.run(
        "ip",
        "link",
        "add",
        device(host),
        "type",
        "veth",
        "peer",
        "name",
        device(inside),
        "netns",
        name(namespace));
  }

  void deleteLink(String host) {
    Command.run("ip", "link", "delete", device(host));
  }

  void upOnHost(String device, Inet4Address address, int prefix) {
    Command.run("ip", "address", "replace", text(address) + "/" + prefix, "dev", device(device));
    Command.run("ip", "link", "set", device(device), "up");
  }

  void up(String namespace, String device, Inet4Address address, int prefix) {
    Command.run(
        "ip",
        "-n",
        name(namespace),
        "address",
        "replace",
        text(address) + "/" + prefix,
        "dev",
        device(device));
    Command.run("ip", "-n", name(namespace), "link", "set", device(device), "up");
  }

  void routeOnHost(IPAddress range, Inet4Address via, String device) {
    Command.run(
        "ip",
        "route",
        "replace",
        range.toCanonicalString(),
        "via",
        text(via),
        "dev",
        device(device));
  }

  /**
   * A tap that programs of that user may open, unless it is there; its own address on it, up, and
   * the route to the machine behind it.
   */
  void tap(String namespace, String tap, int uid, Inet4Address own, Inet4Address machine) {
    String device = device(tap);
    String rest =
        """
        address replace %s/32 dev %s
        link set %s up
        route replace %s/32 dev %s
        """
            .formatted(text(own), device, device, text(machine), device);
    List<String> batch = List.of("ip", "-n", name(namespace), "-batch", "-");
    try {
      Command.fed("tuntap add dev %s mode tap user %d\n".formatted(device, uid) + rest, batch);
    } catch (NetworkFailed e) {
      if (!links(namespace).contains(tap)) {
        throw e;
      }
      Command.fed(rest, batch);
    }
  }

  /** Deletes a tap, unless it is gone before. */
  void deleteTap(String namespace, String tap) {
    int exit = Command.exit(List.of("ip", "-n", name(namespace), "link", "delete", device(tap)));
    if (exit != 0 && links(namespace).contains(tap)) {
      throw new NetworkFailed("the tap " + tap + " in " + namespace + " cannot be deleted", null);
    }
  }

  /** Sets what is under {@code /proc/sys/net} of the namespace. */
  void set(String namespace, Map<String, Integer> settings) {
    List<String> command = new ArrayList<>(in(namespace, "sh", "-euc", SET, "sh"));
    settings.forEach((setting, value) -> {
      if (!SETTING.matcher(setting).matches()) {
        throw new IllegalArgumentException(setting + " is no setting");
      }
      command.add(setting + "=" + value);
    });
    Command.run(command);
  }

  /** Whether the namespace has our rules. */
  boolean filtered(String namespace) {
    return Command.exit(in(namespace, "nft", "-s", "list", "table", "inet", RuleSet.TABLE)) == 0;
  }

  /** Replaces the rules by a script, all at once or not at all. */
  void rules(String namespace, String script) {
    Command.fed(script, in(namespace, "nft", "-f", "-"));
  }

  /** Drops the memory of all connections from and to an address. */
  void forget(String namespace, Inet4Address address) {
    for (String side : List.of("--orig-src", "--reply-src")) {
      // Its exit code tells whether there was any.
      int _ = Command.exit(in(namespace, "conntrack", "-D", side, text(address)));
    }
  }

  /** Starts DHCP and DNS; answers when the ports are bound. It outlives this process. */
  void startDnsmasq(String namespace, int uid, Path configuration) {
    String id = Integer.toString(uid);
    Command.run(
        in(
            namespace,
            "setpriv",
            "--reuid=" + id,
            "--regid=" + id,
            "--clear-groups",
            "--no-new-privs",
            "--inh-caps=-all,+net_bind_service,+net_admin,+net_raw",
            "--ambient-caps=-all,+net_bind_service,+net_admin,+net_raw",
            "--bounding-set=-all,+net_bind_service,+net_admin,+net_raw",
            "dnsmasq",
            "--conf-file=" + configuration));
  }

  /** The processes in the namespace that serve that configuration. */
  List<ProcessHandle> dnsmasq(String namespace, Path configuration) {
    return Command.run("ip", "netns", "pids", name(namespace))
        .lines()
        .map(Long::parseLong)
        .filter(pid -> Command.line(pid).contains("--conf-file=" + configuration))
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .toList();
  }

  void reread(ProcessHandle dnsmasq) {
    // It may have ended since; then there is nothing to reread.
    int _ =
        Command.exit(List.of("sh", "-c", "kill -HUP \"$1\"", "sh", Long.toString(dnsmasq.pid())));
  }

  private static List<String> in(String namespace, String... command) {
    return Command.after(List.of("nsenter", "--net=/run/netns/" + name(namespace), "--"), command);
  }

  private static String name(String namespace) {
    return checked(NAMESPACE, namespace);
  }

  private static String device(String device) {
    return checked(DEVICE, device);
  }

  private static String text(Inet4Address address) {
    return address.getHostAddress();
  }

  private static String checked(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not of the form " + form);
    }
    return text;
  }
}
