package entrepot.vm.machine;

import entrepot.vm.disk.Disks;
import entrepot.vm.disk.Ground;
import entrepot.vm.qmp.Qmp;
import entrepot.vm.qmp.QmpEvent;
import entrepot.vm.qmp.QmpFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running virtual machine. Closing it lets go of it, and does not end it. */
public final class Machine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Machine.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration DEATH = Duration.ofSeconds(30);
  private static final long MOST_COMPLAINTS = 1 << 20;

  private final String id;
  private final QemuProcess process;
  private final MachineFolder folder;
  private final MachineGroup group;
  private final Qmp qmp;
  private final Console console;
  private final Drives drives;
  private final Backups backups;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final AtomicReference<Ending> expected = new AtomicReference<>(Ending.DIED);
  private final AtomicBoolean down = new AtomicBoolean();
  private volatile boolean askedToPowerDown;
  private volatile boolean closed;

  Machine(
      String id,
      QemuProcess process,
      MachineFolder folder,
      Qmp qmp,
      Ground ground,
      MachineGroup group) {
    this.id = id;
    this.process = process;
    this.folder = folder;
    this.group = group;
    this.qmp = qmp;
    this.console = new Console(folder.console());
    this.drives = new Drives(id, ground, qmp);
    this.backups = new Backups(ground, new Disks(ground.user()), qmp);
  }

  /** From now on it is looked after. */
  void watch(boolean adopted) {
    if (adopted) {
      backups.clear();
    }
    Thread.ofVirtual().name("machine " + id).start(this::look);
    if (qmp.call("query-status", Map.of()).path("status").asString("").equals("shutdown")) {
      guestIsDown();
    }
  }

  public String id() {
    return id;
  }

  /** The process id of its QEMU. */
  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return !ended.isDone() && process.alive();
  }

  /** How it ended; empty while it runs. */
  public Optional<Ending> ending() {
    return Optional.ofNullable(ended.getNow(null));
  }

  /** Runs this once on a thread of its own when the process has ended; at once if it has. */
  public void whenEnded(Runnable action) {
    var _ = ended.thenRunAsync(action, task -> Thread.ofVirtual().name("ended " + id).start(task));
  }

  /** Presses the power button; the guest may heed it, or not. */
  public void powerdown() {
    askedToPowerDown = true;
    qmp.call("system_powerdown", Map.of());
  }

  /** Presses the power button, waits, then kills. Returns when the process has ended. */
  public Ending powerdown(Duration patience) {
    try {
      powerdown();
      return ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | QmpFailure e) {
      log.info("machine {} did not power down within {}: it is killed", id, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    kill();
    return ending().orElse(Ending.KILLED);
  }

  /** Ends it at once, as pulling the plug does. Returns when the process has ended. */
  public void kill() {
    expected.compareAndSet(Ending.DIED, Ending.KILLED);
    keepConsole();
    process.kill();
    awaitDeath();
  }

  /** Presses the reset button. */
  public void reset() {
    qmp.call("system_reset", Map.of());
  }

  /**
   * Plugs in a disk.
   *
   * @throws QmpFailure if the file can't be opened, or all slots are taken
   */
  public void attach(Disk disk) {
    drives.attach(disk);
  }

  /**
   * Unplugs a disk, with the guest's consent. When this returns the file is closed.
   *
   * @throws DiskInUse if the guest did not let go of it in this time
   */
  public void detach(String serial, Duration patience) {
    drives.detach(serial, patience);
  }

  /** Of the disks that are plugged in. */
  public List<String> serials() {
    return drives.serials();
  }

  /**
   * Copies a disk in use. The copy has the content of the moment when this returns; it is complete
   * when the future is.
   *
   * @param toQcow2 must not be there yet; if the copy fails, what is there is of no use
   */
  public CompletableFuture<Void> backup(String serial, Path toQcow2) {
    return backups.start(serial, toQcow2);
  }

  /** The last bytes that the guest wrote to its serial console, of at most 128 KiB. */
  public byte[] console(int lastBytes) {
    keepConsole();
    return console.last(lastBytes);
  }

  @Override
  public void close() {
    closed = true;
    qmp.close();
  }

  void heard(QmpEvent event) {
    drives.heard(event);
    backups.heard(event);
    switch (event.name()) {
      case "SHUTDOWN" -> guestIsDown();
      case "RESET" -> log.info("machine {} was reset", id);
      case "BLOCK_IO_ERROR" -> log.warn("machine {} had an error on a disk: {}", id, event.data());
      default -> log.debug("machine {}: {}", id, event.name());
    }
  }

  /** The guest has written its last; QEMU only waits to be ended. */
  private void guestIsDown() {
    if (!down.compareAndSet(false, true)) {
      return;
    }
    expected.compareAndSet(Ending.DIED, askedToPowerDown ? Ending.POWERED_DOWN : Ending.BY_GUEST);
    keepConsole();
    try {
      qmp.call("quit", Map.of());
    } catch (QmpFailure e) {
      if (!qmp.ended().isDone()) {
        process.kill();
      }
    }
  }

  private void keepConsole() {
    try {
      console.drain(qmp);
    } catch (QmpFailure e) {
      log.debug("reading the console of the machine {}", id, e);
    }
  }

  private void awaitDeath() {
    try {
      ended.get(DEATH.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.warn("machine {}: process {} outlives its kill", id, process.pid());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks each second, and at once when QEMU's end of the connection is gone. */
  private void look() {
    CompletableFuture<Void> hungUp = qmp.ended();
    while (!closed && process.alive()) {
      keepConsole();
      boundComplaints();
      try {
        if (hungUp.isDone()) {
          Thread.sleep(Duration.ofMillis(50));
        } else {
          hungUp.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (TimeoutException e) {
        // A second has passed.
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    backups.abandon(closed ? "the server let go of the machine" : "the machine ended");
    if (!process.alive()) {
      qmp.close();
      group.remove();
      ended.complete(expected.get());
    }
  }

  private void boundComplaints() {
    try (FileChannel complaints = FileChannel.open(folder.log(), StandardOpenOption.WRITE)) {
      if (complaints.size() > MOST_COMPLAINTS) {
        complaints.truncate(0);
      }
    } catch (IOException e) {
      log.debug("bounding what QEMU complained of", e);
    }
  }
}
