package entrepot.cloud.compute;

import entrepot.cloud.volume.LiveDisks;
import entrepot.cloud.volume.MachineGone;
import entrepot.vm.machine.Disk;
import entrepot.vm.machine.Ending;
import entrepot.vm.machine.Hypervisor;
import entrepot.vm.machine.Machine;
import entrepot.vm.machine.MachineSpec;
import entrepot.vm.qmp.QmpFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A region's machines by their instances' ids, each in a folder of its own. */
public final class Machines implements LiveDisks, AutoCloseable {
  private static final Duration DETACHING = Duration.ofSeconds(30);
  private static final Duration DETACHING_BY_FORCE = Duration.ofSeconds(5);

  private final Hypervisor hypervisor;
  private final Path folder;
  private final Consoles consoles;
  private final Map<String, Machine> known = new ConcurrentHashMap<>();

  // QEMU talks to one of us: who looks for a machine that is being started would talk to it first.
  private final Map<String, Lock> connecting = new ConcurrentHashMap<>();
  private volatile Consumer<String> ended = _ -> {};

  /** Machines whose folders are in that one. */
  public Machines(Hypervisor hypervisor, Path folder) {
    this.hypervisor = hypervisor;
    this.folder = folder;
    this.consoles = new Consoles(folder.resolveSibling("consoles"));
  }

  /** Whom to tell of each machine that ended, by its id. */
  void whenEnded(Consumer<String> listener) {
    this.ended = listener;
  }

  /** The instance's folder. */
  Path folder(String id) {
    return folder.resolve(id);
  }

  /** The machine that runs, a former process's as well; of one that starts, once it has. */
  Optional<Machine> find(String id) {
    @Nullable Machine machine = known.get(id);
    if (machine == null) {
      Path own = folder(id);
      if (!Files.isDirectory(own)) {
        return Optional.empty();
      }
      Lock one = connecting(id);
      one.lock();
      try {
        machine = known.get(id);
        if (machine == null) {
          Optional<Machine> adopted = hypervisor.adopt(id, own);
          adopted.ifPresent(this::know);
          return adopted;
        }
      } finally {
        one.unlock();
      }
    }
    return machine.alive() ? Optional.of(machine) : Optional.empty();
  }

  /** Starts one that does not run. */
  void start(MachineSpec spec) {
    Lock one = connecting(spec.id());
    one.lock();
    try {
      know(hypervisor.start(spec));
    } finally {
      one.unlock();
    }
  }

  private Lock connecting(String id) {
    return connecting.computeIfAbsent(id, _ -> new ReentrantLock());
  }

  private void know(Machine machine) {
    @Nullable Machine before = known.put(machine.id(), machine);
    if (before != null) {
      before.close();
    }
    machine.whenEnded(() -> ended.accept(machine.id()));
  }

  /** How the last one of that id ended, if that is known. */
  Optional<Ending> ending(String id) {
    return Optional.ofNullable(known.get(id)).flatMap(Machine::ending);
  }

  /** Lets go of one that ended. */
  void forget(String id) {
    @Nullable Machine machine = known.remove(id);
    if (machine != null) {
      machine.close();
    }
  }

  /** The last bytes that its console had, of one that ended as well. */
  byte[] console(String id, int bytes) {
    Path own = folder(id);
    return Files.isDirectory(own) ? hypervisor.console(own, bytes) : new byte[0];
  }

  /** What the machines of terminated instances wrote last. */
  Consoles consoles() {
    return consoles;
  }

  /** The ids that have a folder. */
  List<String> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  /** Ends a machine, if it runs, and removes its folder. */
  void discard(String id) {
    find(id).ifPresent(Machine::kill);
    forget(id);
    connecting.remove(id);
    Path own = folder(id);
    if (!Files.exists(own)) {
      return;
    }
    try (Stream<Path> all = Files.walk(own)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + own, e);
    }
  }

  @Override
  public boolean running(String instanceId) {
    return find(instanceId).isPresent();
  }

  @Override
  public List<String> serials(String instanceId) {
    return find(instanceId).isPresent() ? asked(instanceId, Machine::serials) : List.of();
  }

  @Override
  public void attach(String instanceId, Disk disk) {
    Machine _ =
        asked(
            instanceId,
            machine -> {
              machine.attach(disk);
              return machine;
            });
  }

  @Override
  public void detach(String instanceId, String serial, boolean force) {
    find(instanceId)
        .ifPresent(machine -> machine.detach(serial, force ? DETACHING_BY_FORCE : DETACHING));
  }

  @Override
  public CompletableFuture<Void> backup(String instanceId, String serial, Path toQcow2) {
    return asked(instanceId, machine -> machine.backup(serial, toQcow2));
  }

  /** Resets a machine; one that has ended, or just ends, needs none. */
  void reset(String id) {
    try {
      Machine _ =
          asked(
              id,
              machine -> {
                machine.reset();
                return machine;
              });
    } catch (MachineGone _) {
      // What becomes of its instance is for the instance's life to say.
    }
  }

  private <T> T asked(String instanceId, Function<Machine, T> question) {
    Machine machine = find(instanceId).orElseThrow(() -> new MachineGone(instanceId, null));
    try {
      return question.apply(machine);
    } catch (QmpFailure e) {
      if (e.refused()) {
        throw e;
      }
      throw new MachineGone(instanceId, e);
    }
  }

  /** Lets go of all; they run on. */
  @Override
  public void close() {
    ended = _ -> {};
    known.values().forEach(Machine::close);
    known.clear();
  }
}
