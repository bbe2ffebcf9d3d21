package entrepot.vm.machine;

import entrepot.vm.disk.VmUser;
import java.nio.file.Path;
import java.util.Optional;

/** Starts machines, and finds those again that a former server started. */
@SuppressWarnings("DoNotCallSuggester") // The bodies follow.
public final class Hypervisor {
  private final VmUser user;
  private final Acceleration acceleration;

  public Hypervisor(VmUser user, Acceleration acceleration) {
    this.user = user;
    this.acceleration = acceleration;
  }

  /** Starts a machine; it runs when this returns, and goes on without this server. */
  public Machine start(MachineSpec spec) {
    throw new UnsupportedOperationException("start " + spec + user + acceleration);
  }

  /** A machine that a former server started, or empty if it no longer runs. */
  public Optional<Machine> adopt(String id, Path folder) {
    throw new UnsupportedOperationException("adopt " + id + folder);
  }

  /** The last bytes of the console of a machine that may have ended. */
  public byte[] console(Path folder, int lastBytes) {
    throw new UnsupportedOperationException("console " + folder + lastBytes);
  }
}
