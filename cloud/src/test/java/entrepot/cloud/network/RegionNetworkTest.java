package entrepot.cloud.network;

import static entrepot.cloud.network.TestingNetworks.ANYWHERE;
import static entrepot.cloud.network.TestingNetworks.group;
import static entrepot.cloud.network.TestingNetworks.ofGroup;
import static entrepot.cloud.network.TestingNetworks.ofRange;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class RegionNetworkTest {
  private static final String A = "sg-0000000000000000a";
  private static final String B = "sg-0000000000000000b";
  private static final int METADATA = 18_080;
  private static final int SERVICE = 18_081;
  private static final int SECRET = 18_082;

  @TempDir Path folder;
  private final NetworkPlan plan = TestingNetworks.plan(METADATA, SERVICE);
  private final List<Guest> guests = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final List<Guest.Session> onHost = new ArrayList<>();
  private String before = "";
  private RegionNetwork network;

  @BeforeEach
  void raise() {
    before = standing();
    network = RegionNetwork.raise(plan, new Verbs());
  }

  @AfterEach
  void nothingIsLeft() {
    guests.forEach(Guest::close);
    onHost.forEach(Guest.Session::end);
    network.down();
    assertThat(standing()).isEqualTo(before);
    assertThat(plan.folder()).doesNotExist();
  }

  /** All that a network could leave behind on this machine, but for other tests' networks. */
  private String standing() {
    return Stream.of("netns list", "-o link show", "route show", "address show")
        .map(what -> Command.run(("ip " + what).split(" ")))
        .flatMap(String::lines)
        .filter(line -> line.contains(plan.namespace()) || line.contains(mine()))
        .toList()
        .toString();
  }

  private String mine() {
    String link = plan.gatewayOnHost().getHostAddress();
    return link.substring(0, link.lastIndexOf('.') + 1);
  }

  private Guest guest(String... groups) {
    int number = guests.size() + 1;
    Interface nic =
        Interface.of(
            plan,
            TestingNetworks.instance(number),
            Ranges.parse("172.31.%d.%d".formatted(number % 2 * 16, 10 + number)),
            Ranges.at(plan.publicRange(), number));
    Guest guest = new Guest(plan, nic, folder);
    guests.add(guest);
    members.add(new Member(nic, List.of(groups)));
    network.plug(nic);
    filter();
    guest.dhcp();
    return guest;
  }

  private void filter(SecurityGroup... groups) {
    network.filter(members, List.of(groups));
  }

  private void serve(int port) {
    onHost.add(Guest.echoOnHost(port));
  }

  @Test
  void dhcpHandsOutThePlannedAddressAndTheZonesRouter() {
    guest(A);
    Guest second = guest(A);

    assertThat(guests.getFirst().dhcp())
        .isEqualTo("172.31.16.11/20 172.31.16.1 172.31.0.2 ip-172-31-16-11");
    assertThat(second.dhcp()).isEqualTo("172.31.0.12/20 172.31.0.1 172.31.0.2 ip-172-31-0-12");
  }

  @Test
  void bothNamesOfAnInstanceAreItsPrivateAddressInside() {
    Guest one = guest(A);
    Guest other = guest(A);

    for (String name : List.of(one.nic().privateDns(), one.nic().publicDns())) {
      assertThat(other.run("busybox", "nslookup", name, "172.31.0.2")).contains(one.address());
    }
    assertThat(other.run("busybox", "nslookup", one.address(), "172.31.0.2"))
        .contains(one.nic().privateDns());
    assertThat(one.nic().publicDns()).startsWith("ec2-198-19-");
  }

  @Test
  void aGroupsMembersReachEachOtherAndAnOutsiderWhenARuleNamesItsGroup() {
    Guest one = guest(A).echoes(80);
    Guest mate = guest(A);
    Guest outsider = guest(B);
    filter(group(A, ofGroup("-1", -1, A)), group(B));
    assertThat(mate.reaches(one.address(), 80)).isTrue();
    assertThat(mate.pings(one.address())).isTrue();
    assertThat(outsider.reaches(one.address(), 80)).isFalse();
    assertThat(outsider.pings(one.address())).isFalse();

    filter(group(A, ofGroup("-1", -1, A), ofGroup("tcp", 80, B)), group(B));

    assertThat(outsider.reaches(one.address(), 80)).isTrue();
    assertThat(outsider.pings(one.address())).isFalse();
  }

  @Test
  void aPortOpensToTheHostWithARuleAndItsSessionsEndWithIt() {
    Guest one = guest(A).echoes(22).echoes(23);
    filter(group(A));
    assertThat(Guest.hostReaches(one.publicAddress(), 22)).isFalse();

    filter(group(A, ofRange("tcp", 22, ANYWHERE), ofRange("tcp", 23, ANYWHERE)));
    Guest.Session revoked = one.sessionFromHost(one.publicAddress(), 22);
    Guest.Session kept = one.sessionFromHost(one.publicAddress(), 23);
    String host = plan.gatewayOnHost().getHostAddress();
    assertThat(revoked.says("a")).isEqualTo(host + " a");
    assertThat(kept.says("a")).isEqualTo(host + " a");

    filter(group(A, ofRange("tcp", 23, ANYWHERE)));
    assertThat(revoked.says("b")).isEqualTo("cut");
    assertThat(kept.says("b")).isEqualTo(host + " b");
    assertThat(Guest.hostReaches(one.publicAddress(), 22)).isFalse();
  }

  @Test
  void egressRulesHoldToo() {
    Guest one = guest(A).echoes(80);
    Guest other = guest(B);
    SecurityGroup open = group(A, ofRange("-1", -1, ANYWHERE));
    filter(open, group(B));
    Guest.Session session = other.session(one.address(), 80);
    assertThat(session.says("x")).isEqualTo(other.address() + " x");

    filter(open, group(B).toBuilder().ipPermissionsEgress(ofRange("udp", 53, ANYWHERE)).build());

    assertThat(session.says("y")).isEqualTo("cut");
    assertThat(other.reaches(one.address(), 80)).isFalse();
  }

  @Test
  void icmpIsAllowedByItsType() {
    Guest one = guest(A);
    Guest other = guest(B);
    filter(group(A, ofRange("icmp", 13, ANYWHERE)), group(B));
    assertThat(other.pings(one.address())).isFalse();

    filter(group(A, ofRange("icmp", 8, ANYWHERE).toBuilder().toPort(-1).build()), group(B));

    assertThat(other.pings(one.address())).isTrue();
  }

  @Test
  void anInstanceIsReachedByItsPublicAddressFromInsideToo() {
    Guest one = guest(A).echoes(80);
    Guest other = guest(B);
    filter(group(A, ofRange("tcp", 80, ANYWHERE)), group(B));

    assertThat(other.session(one.publicAddress(), 80).says("x"))
        .isEqualTo(other.publicAddress() + " x");
  }

  @Test
  void aSpoofedSourceIsRefused() {
    Guest one = guest(A).echoes(80);
    Guest friend = guest(B);
    Guest liar = guest(B);
    filter(group(A, ofRange("tcp", 80, friend.address() + "/32")), group(B));
    assertThat(friend.reaches(one.address(), 80)).isTrue();
    String spoof =
        """
        import socket, struct, sys
        # A datagram whose source is the friend's, to a port of the namespace's own DNS server.
        s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
        udp = struct.pack('!HHHH', 5, 9999, 9, 0) + b'x'
        ip = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 0, 1, 0, 64, 17, 0,
                         socket.inet_aton(sys.argv[1]), socket.inet_aton(sys.argv[2]))
        s.sendto(ip + udp, (sys.argv[2], 0))
        """;
    filter(group(A, ofRange("udp", 9999, ANYWHERE)), group(B));
    liar.run("python3", "-c", spoof, friend.address(), one.address());
    friend.run("python3", "-c", spoof, friend.address(), one.address());
    String counted = flows();
    // One flow of that source: the friend's own. The liar's would have come from another tap.
    assertThat(counted).contains("dst=" + one.address());
    Command.run(region("conntrack", "-F"));
    liar.run("python3", "-c", spoof, friend.address(), one.address());
    assertThat(flows()).doesNotContain("dport=9999");

    liar.run("ip", "address", "replace", friend.address() + "/20", "dev", "eth0");
    liar.run("ip", "link", "set", "eth0", "address", friend.nic().mac());
    liar.run("ip", "neighbour", "flush", "dev", "eth0");
    assertThat(liar.pings("172.31.0.2")).isFalse();
  }

  private String flows() {
    return Command.run(region("conntrack", "-L", "-p", "udp"));
  }

  private List<String> region(String... command) {
    return Command.after(List.of("nsenter", "--net=/run/netns/" + plan.namespace(), "--"), command);
  }

  @Test
  void ofTheHostOnlyServicesAndMetadataAreReached() {
    serve(METADATA);
    serve(SERVICE);
    serve(SECRET);
    Guest one = guest(A);
    filter(group(A));
    String host = plan.gatewayOnHost().getHostAddress();

    assertThat(one.session(host, SERVICE).says("x")).isEqualTo(one.publicAddress() + " x");
    assertThat(one.session("169.254.169.254", 80).says("x")).isEqualTo(one.publicAddress() + " x");
    assertThat(one.reaches(host, SECRET)).isFalse();
    assertThat(one.reaches(host, METADATA)).isFalse();
    assertThat(one.reaches("192.0.2.2", SERVICE)).isFalse();
    assertThat(one.pings(host)).isFalse();
  }

  @Test
  void whatStandsIsAdoptedAndFilteredAllTheTime() {
    Guest one = guest(A).echoes(22).echoes(23);
    SecurityGroup group = group(A, ofRange("tcp", 22, ANYWHERE));
    filter(group);
    Guest.Session session = one.sessionFromHost(one.publicAddress(), 22);
    assertThat(session.says("a")).endsWith(" a");
    List<Long> dnsmasq = dnsmasq();

    network.close();
    assertThat(Guest.hostReaches(one.publicAddress(), 23)).isFalse();
    network = RegionNetwork.raise(plan, new Verbs());

    assertThat(Guest.hostReaches(one.publicAddress(), 23)).isFalse();
    assertThat(session.says("b")).endsWith(" b");
    assertThat(network.taps()).containsExactly(one.nic().tap());
    assertThat(dnsmasq()).hasSize(1).isEqualTo(dnsmasq);
    network.plug(one.nic());
    filter(group);
    assertThat(session.says("c")).endsWith(" c");
    assertThat(one.dhcp()).startsWith(one.address());
  }

  private List<Long> dnsmasq() {
    return new Verbs()
        .dnsmasq(plan.namespace(), plan.folder().resolve("dnsmasq.conf")).stream()
            .map(ProcessHandle::pid)
            .toList();
  }

  @Test
  void whateverIsMissingIsMadeAgain() {
    Guest one = guest(A).echoes(22);
    SecurityGroup group = group(A, ofRange("tcp", 22, ANYWHERE));
    network.close();
    new Verbs()
        .dnsmasq(plan.namespace(), plan.folder().resolve("dnsmasq.conf"))
        .forEach(ProcessHandle::destroyForcibly);
    new Verbs().deleteLink(network.hostEnd());
    Command.run(region("nft", "flush", "ruleset"));

    network = RegionNetwork.raise(plan, new Verbs());

    // No rules stood: now those do that let nothing pass.
    assertThat(Guest.hostReaches(one.publicAddress(), 22)).isFalse();
    filter(group);
    assertThat(Guest.hostReaches(one.publicAddress(), 22)).isTrue();
    assertThat(dnsmasq()).hasSize(1);
    assertThat(one.dhcp()).startsWith(one.address());
  }

  @Test
  void dhcpAndDnsHaveNoUserThatMatters() {
    assertThat(Command.run("grep", "Uid", "/proc/" + dnsmasq().getFirst() + "/status"))
        .isEqualTo("Uid:\t64101\t64101\t64101\t64101\n");
  }

  @Test
  void anUnpluggedInstanceLeavesNothing() {
    Interface nic =
        Interface.of(
            plan,
            TestingNetworks.instance(9),
            Ranges.parse("172.31.0.77"),
            Ranges.at(plan.publicRange(), 9));
    network.plug(nic);
    assertThat(network.taps()).containsExactly(nic.tap());
    assertThat(Command.run("ip", "-n", plan.namespace(), "tuntap", "show"))
        .contains(nic.tap() + ": tap persist user 64100");

    network.unplug(nic.tap());
    network.unplug(nic.tap());

    assertThat(network.taps()).isEmpty();
    assertThat(Command.run("ip", "-n", plan.namespace(), "route")).doesNotContain("172.31.0.77");
    assertThat(plan.folder().resolve("dhcp")).isEmptyDirectory();
    assertThat(plan.folder().resolve("names")).isEmptyDirectory();
  }
}
