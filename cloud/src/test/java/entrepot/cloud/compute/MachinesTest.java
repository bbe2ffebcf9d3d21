package entrepot.cloud.compute;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.TinyMachine;
import entrepot.vm.disk.VmUser;
import entrepot.vm.guest.TinyGuest;
import entrepot.vm.machine.Acceleration;
import entrepot.vm.machine.Hypervisor;
import entrepot.vm.machine.Machine;
import entrepot.vm.machine.MachineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinesTest {
  private static final String INSTANCE = "i-00000000000000001";
  private static final TinyGuest TINY = TinyGuest.build(Path.of("/var/cache/entrepot/tiny-guest"));

  @TempDir Path folder;

  /** QEMU talks to the first who connects: another than who started it would keep it from that. */
  @Test
  void whoLooksForAMachineThatIsBeingStartedFindsItOnceItHas() throws Exception {
    Files.createDirectories(folder.resolve(INSTANCE));
    try (Machines machines =
        new Machines(new Hypervisor(VmUser.DEFAULT, Acceleration.TCG), folder)) {
      CountDownLatch looking = new CountDownLatch(2);
      List<CompletableFuture<Machine>> found =
          Stream.generate(() ->
                  CompletableFuture.supplyAsync(
                      () -> {
                        looking.countDown();
                        Optional<Machine> seen = machines.find(INSTANCE);
                        while (seen.isEmpty()) {
                          seen = machines.find(INSTANCE);
                        }
                        return seen.get();
                      },
                      task -> Thread.ofPlatform().start(task)))
              .limit(looking.getCount())
              .toList();
      looking.await();

      machines.start(spec());

      Machine started = machines.find(INSTANCE).orElseThrow();
      assertThat(found).allSatisfy(each -> assertThat(each.join()).isSameAs(started));
      machines.reset(INSTANCE);
      machines.discard(INSTANCE);
      machines.reset(INSTANCE);
      assertThat(folder).isEmptyDirectory();
    }
  }

  private MachineSpec spec() {
    return TinyMachine.spec(INSTANCE, folder.resolve(INSTANCE), TINY, "true");
  }
}
