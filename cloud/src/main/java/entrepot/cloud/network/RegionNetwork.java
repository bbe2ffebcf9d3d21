package entrepot.cloud.network;

import entrepot.cloud.record.Rows;
import entrepot.kit.Digest;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * A region's network as it stands in the kernel. It outlives this process: {@link #close} lets go
 * of it, {@link #raise} finds it again, {@link #down} takes it away. Filtering is in force all the
 * time; before the first {@link #filter} nothing passes.
 *
 * <pre>
 *   host   entXXXXXXXXXX ──── uplink   namespace   vm0123456789abc ──── instance
 *          gatewayOnHost      1:1 translation      one routed tap each, /32 routes, proxy ARP
 *          route to the       rules, DHCP, DNS
 *          public range       (which answer the host, too, at this end's address)
 * </pre>
 */
public final class RegionNetwork implements AutoCloseable {
  private final NetworkPlan plan;
  private final Verbs verbs;
  private final Names names;
  private final Allotment allotment;
  private final ReentrantLock one = new ReentrantLock();
  private @Nullable NamesWatch watch;

  private RegionNetwork(NetworkPlan plan, Verbs verbs) {
    this.plan = plan;
    this.verbs = verbs;
    this.names = new Names(plan, verbs);
    this.allotment = new Allotment(plan);
  }

  /** Makes what does not stand yet; throws {@link NetworkFailed}. */
  public static RegionNetwork raise(NetworkPlan plan, Verbs verbs) {
    RegionNetwork network = new RegionNetwork(plan, verbs);
    network.raise();
    return network;
  }

  private void raise() {
    String namespace = plan.namespace();
    if (!verbs.namespace(namespace)) {
      verbs.addNamespace(namespace);
    }
    if (!verbs.filtered(namespace)) {
      verbs.rules(namespace, new RuleSet(plan, List.of(), List.of()).script());
    }
    verbs.set(
        namespace,
        Map.of(
            "ipv6/conf/all/disable_ipv6",
            1,
            "ipv6/conf/default/disable_ipv6",
            1,
            "ipv4/conf/all/rp_filter",
            1,
            "ipv4/ip_forward",
            1));
    verbs.up(namespace, "lo", plan.vpc().resolver(), 32);
    link();
    names.raise();
    watch = new NamesWatch(namespace, names, this::raiseNames);
  }

  private void raiseNames() {
    one.lock();
    try {
      names.raise();
    } finally {
      one.unlock();
    }
  }

  private void link() {
    String host = hostEnd();
    if (!verbs.onHost(host)) {
      verbs.addLink(host, RuleSet.UPLINK, plan.namespace());
    }
    verbs.up(plan.namespace(), RuleSet.UPLINK, plan.namespaceEnd(), 30);
    verbs.upOnHost(host, plan.gatewayOnHost(), 30);
    verbs.routeOnHost(plan.publicRange(), plan.namespaceEnd(), host);
  }

  /** The host's side of the link: where instances find services. */
  public Inet4Address gatewayOnHost() {
    return plan.gatewayOnHost();
  }

  /** Where the host asks, by DNS, for the public addresses of instances. */
  public Inet4Address resolverForHost() {
    return plan.namespaceEnd();
  }

  /** The VPC that this network is. */
  public RegionVpc vpc() {
    return plan.vpc();
  }

  /**
   * An interface for a new instance. To be called within the change that records the instance, so
   * that nobody else is given the same addresses. Throws {@code InsufficientFreeAddressesInSubnet}
   * or {@code InsufficientAddressCapacity}.
   */
  public Interface allot(Rows rows, String instanceId, String zone) {
    return allotment.allot(rows, instanceId, zone);
  }

  /** The same interface, its public address allotted anew: for an instance that starts again. */
  public Interface allotPublic(Rows rows, Interface nic) {
    return Interface.of(
        plan, nic.instanceId(), nic.privateAddress(), allotment.publicly(rows, nic.instanceId()));
  }

  /** The interface of a recorded instance that has its addresses. */
  public Interface interfaceOf(Instance instance) {
    return Interface.of(plan, instance);
  }

  /**
   * Tap, route, DHCP lease, DNS names. Idempotent. Until the next {@link #filter} with it, nothing
   * that it sends passes.
   */
  public void plug(Interface nic) {
    one.lock();
    try {
      String tap = nic.tap();
      RegionVpc vpc = plan.vpc();
      Inet4Address router = vpc.router(vpc.zone(nic.privateAddress()));
      verbs.tap(plan.namespace(), tap, plan.vmUid(), router, nic.privateAddress());
      verbs.set(
          plan.namespace(),
          Map.of("ipv4/conf/" + tap + "/proxy_arp", 1, "ipv4/neigh/" + tap + "/proxy_delay", 0));
      names.add(nic);
    } finally {
      one.unlock();
    }
  }

  /** Takes away what {@link #plug} made, if it is there. */
  public void unplug(String tap) {
    one.lock();
    try {
      names.address(tap).ifPresent(address -> verbs.forget(plan.namespace(), address));
      names.remove(tap);
      if (taps().contains(tap)) {
        verbs.deleteTap(plan.namespace(), tap);
      }
    } finally {
      one.unlock();
    }
  }

  /**
   * Replaces the whole rule set at once by that of these members and groups. What flows and is no
   * longer allowed stops.
   */
  public void filter(List<Member> members, List<SecurityGroup> groups) {
    String script = new RuleSet(plan, members, groups).script();
    one.lock();
    try {
      verbs.rules(plan.namespace(), script);
    } finally {
      one.unlock();
    }
  }

  /** The taps that stand. */
  public Set<String> taps() {
    Set<String> taps = new TreeSet<>(verbs.links(plan.namespace()));
    taps.removeIf(link -> !link.startsWith(Interface.TAP));
    return taps;
  }

  /** Takes everything away. Machines on the taps must have ended. */
  public void down() {
    close();
    one.lock();
    try {
      names.down();
      if (verbs.onHost(hostEnd())) {
        verbs.deleteLink(hostEnd());
      }
      if (verbs.namespace(plan.namespace())) {
        taps().forEach(tap -> verbs.deleteTap(plan.namespace(), tap));
        verbs.deleteNamespace(plan.namespace());
      }
    } finally {
      one.unlock();
    }
  }

  /** Lets go; the network stays. */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }

  /** A name for a device has 15 characters at most, a namespace's may have more. */
  String hostEnd() {
    byte[] name = plan.namespace().getBytes(StandardCharsets.UTF_8);
    return "ent" + Digest.sha256Of(name).hex().substring(0, 10);
  }
}
