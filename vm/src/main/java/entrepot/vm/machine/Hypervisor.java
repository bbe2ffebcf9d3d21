package entrepot.vm.machine;

import entrepot.vm.disk.Ground;
import entrepot.vm.disk.VmUser;
import entrepot.vm.process.Tool;
import entrepot.vm.qmp.Qmp;
import entrepot.vm.qmp.QmpEvent;
import entrepot.vm.qmp.QmpFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Starts machines, and finds those again that a former server started. */
public final class Hypervisor {
  private static final Path TUN = Path.of("/dev/net/tun");
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final VmUser user;
  private final Acceleration acceleration;
  private final ControlGroups groups = ControlGroups.here();

  /** Machines that run as this user. */
  public Hypervisor(VmUser user, Acceleration acceleration) {
    this.user = user;
    this.acceleration = acceleration;
  }

  /** Starts a machine; it runs when this returns, and goes on without this server. */
  public Machine start(MachineSpec spec) {
    MachineFolder folder = new MachineFolder(spec.folder());
    if (found(spec.id(), spec.folder()).isPresent()) {
      throw new MachineNotStarted(spec.id(), "it runs already", "");
    }
    if (spec.nic().isPresent() && !(user.reads(TUN) && user.writes(TUN))) {
      throw new MachineNotStarted(
          spec.id(),
          TUN + " is closed to user " + user.uid(),
          "Open it, as udev does elsewhere: chmod 0666 " + TUN);
    }
    folder.prepare(user);
    spec.disks().forEach(disk -> user.letUse(disk.file(), disk.readOnly()));
    Ground ground = Ground.under(user, spec.folder());
    MachineGroup group = groups.make(spec);
    try {
      QemuProcess process = spawn(spec, folder, ground);
      group.enter(process.pid());
      try {
        return connect(spec.id(), process, folder, ground, group, false);
      } catch (RuntimeException e) {
        process.kill();
        throw e;
      }
    } catch (RuntimeException e) {
      group.remove();
      throw e;
    }
  }

  /**
   * A machine that a former server started, or empty if it no longer runs. A guest that shut itself
   * down meanwhile is there for a moment more, and ends {@link Ending#BY_GUEST}.
   */
  public Optional<Machine> adopt(String id, Path folder) {
    Optional<QemuProcess> process = found(id, folder);
    if (process.isEmpty()) {
      groups.left(id, folder).remove();
      return Optional.empty();
    }
    try {
      Ground ground = Ground.under(user, folder);
      MachineGroup group = ControlGroups.of(id, folder, process.get().pid());
      return Optional.of(
          connect(id, process.get(), new MachineFolder(folder), ground, group, true));
    } catch (MachineNotStarted e) {
      if (process.get().alive()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The ids of all machines that run below a folder, whoever started them. */
  public List<String> running(Path below) {
    return Files.exists(below)
        ? QemuProcess.below(real(below)).stream().map(QemuProcess.Found::id).toList()
        : List.of();
  }

  /** Ends all machines that run below a folder, whoever started them. */
  public void killAll(Path below) {
    if (Files.exists(below)) {
      for (QemuProcess.Found found : QemuProcess.below(real(below))) {
        MachineGroup group = ControlGroups.of(found.id(), found.folder(), found.process().pid());
        found.process().kill();
        group.remove();
      }
    }
  }

  /** The last bytes of the console of a machine that may have ended. */
  public byte[] console(Path folder, int lastBytes) {
    return new Console(new MachineFolder(folder).console()).last(lastBytes);
  }

  private static Optional<QemuProcess> found(String id, Path folder) {
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    Path real = real(folder);
    return QemuProcess.below(real).stream()
        .filter(found -> found.id().equals(id) && found.folder().equals(real))
        .map(QemuProcess.Found::process)
        .findFirst();
  }

  private QemuProcess spawn(MachineSpec spec, MachineFolder folder, Ground ground) {
    List<String> command = new ArrayList<>();
    // A session of its own: what ends the server's does not reach it.
    command.add("setsid");
    if (!spec.namespace().isEmpty()) {
      command.addAll(List.of("ip", "netns", "exec", spec.namespace()));
    }
    command.addAll(acceleration.group().map(user::prefix).orElseGet(user::prefix));
    command.addAll(List.of("prlimit", "--core=0", "--"));
    command.add("qemu-system-x86_64");
    command.addAll(new QemuCommand(spec, ground).words(acceleration));
    ProcessBuilder builder = new ProcessBuilder(command).directory(ground.folder().toFile());
    Tool.plain(builder);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    try {
      return QemuProcess.of(builder.start().pid());
    } catch (IOException e) {
      throw new MachineNotStarted(
          spec.id(), e.toString(), "Install it: tools/test-requirements lists the packages.");
    }
  }

  private static Machine connect(
      String id,
      QemuProcess process,
      MachineFolder folder,
      Ground ground,
      MachineGroup group,
      boolean adopted) {
    CompletableFuture<Machine> machine = new CompletableFuture<>();
    Qmp qmp = listening(id, process, folder, event -> machine.join().heard(event));
    try {
      Machine found = new Machine(id, process, folder, qmp, ground, group);
      machine.complete(found);
      found.watch(adopted);
      return found;
    } catch (QmpFailure e) {
      qmp.close();
      throw e;
    }
  }

  private static Qmp listening(
      String id, QemuProcess process, MachineFolder folder, Consumer<QmpEvent> listener) {
    long end = System.nanoTime() + START.toNanos();
    while (process.alive() && System.nanoTime() < end) {
      try {
        if (Files.exists(folder.socket())) {
          return Qmp.connect(folder.socket(), ANSWER, listener);
        }
      } catch (IOException | QmpFailure e) {
        // It has the name and does not listen yet, or is about to end with a complaint.
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MachineNotStarted(id, "interrupted", "");
      }
    }
    throw new MachineNotStarted(
        id,
        process.alive() ? "QEMU does not answer" : complaint(folder),
        "See qemu.log in " + folder.path());
  }

  private static String complaint(MachineFolder folder) {
    byte[] last = new Console(folder.log()).last(2000);
    String said =
        new String(last, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? "QEMU ended without a word" : said;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
