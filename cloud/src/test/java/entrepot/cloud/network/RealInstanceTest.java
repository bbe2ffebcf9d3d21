package entrepot.cloud.network;

import static entrepot.cloud.network.TestingNetworks.ANYWHERE;
import static entrepot.cloud.network.TestingNetworks.group;
import static entrepot.cloud.network.TestingNetworks.ofRange;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.metadata.IdentityKey;
import entrepot.cloud.metadata.MetadataService;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import entrepot.vm.disk.VmUser;
import entrepot.vm.guest.TinyGuest;
import entrepot.vm.machine.Acceleration;
import entrepot.vm.machine.DirectKernel;
import entrepot.vm.machine.Hypervisor;
import entrepot.vm.machine.Machine;
import entrepot.vm.machine.MachineSpec;
import entrepot.vm.machine.Nic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;

/** A real machine on a real tap, as far as the network goes. */
class RealInstanceTest {
  private static final String GROUP = "sg-0000000000000000a";
  private static final String UUID = "ec2b6a5c-1111-2222-3333-444455556666";
  private static final int METADATA = 18_090;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void itTakesItsAddressFindsItsMetadataAndIsReachedAsItsGroupSays() {
    NetworkPlan plan = TestingNetworks.plan(METADATA);
    String id = TestingNetworks.instance(1);
    TinyGuest tiny = TinyGuest.build(Path.of("/var/cache/entrepot/tiny-guest"));
    try (Ledger ledger =
            Ledger.open(
                new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"),
                InstantSource.system());
        RegionNetwork network = RegionNetwork.raise(plan, new Verbs())) {
      try {
        Book book = Book.open("lab-1", ledger.cloud(), List.of(Kind.INSTANCE, Kind.IMAGE));
        Region region = new Region("lab-1", plan.zones(), book, InstantSource.system());
        Interface nic = book.change(draft -> recorded(network, draft, id));
        assertThat(nic.privateAddress().getHostAddress()).startsWith("172.31.");
        network.plug(nic);
        network.filter(
            List.of(new Member(nic, List.of(GROUP))),
            List.of(group(GROUP, ofRange("icmp", -1, ANYWHERE))));
        try (Listener metadata =
            Listener.of(
                new Binding.Tcp(network.gatewayOnHost().getHostAddress(), METADATA),
                Limits.DEFAULT,
                new MetadataService(region, IdentityKey.in(folder.resolve("identity"))))) {
          metadata.start();
          runs(plan, nic, tiny);
        }
        network.unplug(nic.tap());
        assertThat(network.taps()).isEmpty();
      } finally {
        network.down();
      }
    }
  }

  private static Interface recorded(RegionNetwork network, Draft draft, String id) {
    Interface nic = network.allot(draft, id, "lab-1b");
    String script =
        "echo I am $(hostname); nslookup %s 2>&1 | grep -v :53 | grep Address\n"
            .formatted(nic.publicDns());
    draft.put(
        Row.of(
                Kind.INSTANCE,
                id,
                "000000000001",
                Instance.builder()
                    .instanceId(id)
                    .imageId("ami-1")
                    .instanceType("m1.small")
                    .placement(place -> place.availabilityZone("lab-1b"))
                    .privateIpAddress(nic.privateAddress().getHostAddress())
                    .publicIpAddress(nic.publicAddress().getHostAddress())
                    .build())
            .note(
                InstanceNotes.USER_DATA,
                Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8))));
    return nic;
  }

  private void runs(NetworkPlan plan, Interface nic, TinyGuest tiny) {
    Machine machine =
        new Hypervisor(VmUser.DEFAULT, Acceleration.TCG)
            .start(
                new MachineSpec(
                    nic.instanceId(),
                    folder.resolve("machine"),
                    plan.namespace(),
                    1,
                    96,
                    UUID,
                    UUID,
                    "Amazon EC2",
                    List.of(),
                    Optional.of(new Nic(nic.tap(), nic.mac())),
                    Optional.of(
                        new DirectKernel(
                            tiny.kernel(), Optional.of(tiny.ramdisk()), TinyGuest.COMMAND_LINE))));
    try {
      says(machine, "entrepot-guest done 0");
      String address = nic.privateAddress().getHostAddress();
      assertThat(console(machine))
          .contains("entrepot-guest ready " + nic.instanceId())
          .contains("I am ip-" + address.replace('.', '-'))
          .containsPattern("Address: *" + address.replace(".", "\\."));
      String ping = nic.publicAddress().getHostAddress();
      assertThat(Command.exit(List.of("busybox", "ping", "-c", "1", "-W", "5", ping))).isZero();
    } finally {
      machine.kill();
      machine.close();
    }
  }

  private static void says(Machine machine, String text) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!console(machine).contains(text) && machine.alive() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertThat(console(machine)).contains(text);
  }

  private static String console(Machine machine) {
    return new String(machine.console(1 << 17), StandardCharsets.UTF_8);
  }
}
