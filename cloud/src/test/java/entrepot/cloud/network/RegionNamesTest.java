package entrepot.cloud.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a region's DNS answers outside, and that it is there. */
class RegionNamesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NetworkPlan plan = TestingNetworks.plan(18_100);
  private final Interface nic =
      Interface.of(
          plan,
          TestingNetworks.instance(1),
          Ranges.parse("172.31.0.10"),
          Ranges.at(plan.publicRange(), 1));
  private RegionNetwork network;

  @BeforeEach
  void raise() {
    network = RegionNetwork.raise(plan, new Verbs());
    network.plug(nic);
    network.filter(List.of(new Member(nic, List.of())), List.of());
  }

  @AfterEach
  void down() {
    network.down();
    assertThat(plan.folder()).doesNotExist();
  }

  @Test
  void theHostIsToldThePublicAddressAndItsName() {
    String address = nic.publicAddress().getHostAddress();

    assertThat(askedUntil(nic.publicDns(), "Address: " + address)).doesNotContain("172.31");
    assertThat(asked(address)).contains("name = " + nic.publicDns());
    assertThat(asked(nic.privateDns())).doesNotContain("172.31");

    network.unplug(nic.tap());

    assertThat(asked(nic.publicDns())).doesNotContain(address);
  }

  @Test
  void dhcpAndDnsComeBackWhenTheyDie() {
    for (String file : List.of("dnsmasq.conf", "outside.conf")) {
      ProcessHandle before = only(file);
      before.destroyForcibly();

      long end = System.nanoTime() + PATIENCE.toNanos();
      while (running(file).stream().allMatch(one -> one.pid() == before.pid())) {
        assertThat(System.nanoTime()).as(file).isLessThan(end);
        LockSupport.parkNanos(20_000_000);
      }
    }
    assertThat(asked(nic.publicDns())).contains(nic.publicAddress().getHostAddress());
  }

  @Test
  void aNetworkThatIsLetGoOfStartsNothing() {
    network.close();
    only("dnsmasq.conf").destroyForcibly();
    network = RegionNetwork.raise(plan, new Verbs());

    assertThat(running("dnsmasq.conf")).hasSize(1);
  }

  private ProcessHandle only(String file) {
    assertThat(running(file)).hasSize(1);
    return running(file).getFirst();
  }

  private List<ProcessHandle> running(String file) {
    return new Verbs().dnsmasq(plan.namespace(), plan.folder().resolve(file));
  }

  /** A new name is learned a moment after it is written. */
  private String askedUntil(String what, String contained) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String answer = asked(what);
    while (!answer.contains(contained)) {
      assertThat(System.nanoTime()).as(answer).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
      answer = asked(what);
    }
    return answer;
  }

  private String asked(String what) {
    String script = "busybox nslookup %s %s 2>&1 || true".formatted(what, resolver());
    return Command.run("sh", "-c", script);
  }

  private String resolver() {
    return network.resolverForHost().getHostAddress();
  }
}
