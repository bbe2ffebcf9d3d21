package entrepot.vm.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A running virtual machine. Closing it lets go of it, and does not end it. */
@SuppressWarnings("DoNotCallSuggester") // The bodies follow.
public final class Machine implements AutoCloseable {
  private final String id;

  Machine(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** The process id of its QEMU. */
  public long pid() {
    throw new UnsupportedOperationException();
  }

  public boolean alive() {
    throw new UnsupportedOperationException();
  }

  /** How it ended; empty while it runs. */
  public Optional<Ending> ending() {
    throw new UnsupportedOperationException();
  }

  /** Runs this once on a thread of its own when the process has ended; at once if it has. */
  public void whenEnded(Runnable action) {
    throw new UnsupportedOperationException("whenEnded " + action);
  }

  /** Presses the power button; the guest may heed it, or not. */
  public void powerdown() {
    throw new UnsupportedOperationException();
  }

  /** Presses the power button, waits, then kills. Returns when the process has ended. */
  public Ending powerdown(Duration patience) {
    throw new UnsupportedOperationException("powerdown " + patience);
  }

  /** Ends it at once, as pulling the plug does. Returns when the process has ended. */
  public void kill() {
    throw new UnsupportedOperationException();
  }

  /** Presses the reset button. */
  public void reset() {
    throw new UnsupportedOperationException();
  }

  /** Plugs in a disk. */
  public void attach(Disk disk) {
    throw new UnsupportedOperationException("attach " + disk);
  }

  /** Unplugs a disk, with the guest's consent. */
  public void detach(String serial, Duration patience) {
    throw new UnsupportedOperationException("detach " + serial + patience);
  }

  /** Of the disks that are plugged in. */
  public List<String> serials() {
    throw new UnsupportedOperationException();
  }

  /**
   * Copies a disk in use. The copy has the content of the moment when this returns; it is complete
   * when the future is.
   *
   * @param toQcow2 must not be there yet
   */
  public CompletableFuture<Void> backup(String serial, Path toQcow2) {
    throw new UnsupportedOperationException("backup " + serial + toQcow2);
  }

  /** The last bytes that the guest wrote to its serial console. */
  public byte[] console(int lastBytes) {
    throw new UnsupportedOperationException("console " + lastBytes);
  }

  @Override
  public void close() {}
}
