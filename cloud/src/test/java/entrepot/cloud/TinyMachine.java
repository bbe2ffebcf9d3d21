package entrepot.cloud;

import entrepot.vm.guest.TinyGuest;
import entrepot.vm.machine.DirectKernel;
import entrepot.vm.machine.MachineSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a tiny guest needs to run a script from its kernel alone: no disk, no network. */
public final class TinyMachine {
  private static final String UUID = "ec2b6a5c-1111-2222-3333-444455556666";

  private TinyMachine() {}

  /** A machine of that id in that folder. */
  public static MachineSpec spec(String id, Path folder, TinyGuest guest, String script) {
    return new MachineSpec(
        id,
        folder,
        "",
        1,
        96,
        UUID,
        UUID,
        "Amazon EC2",
        List.of(),
        Optional.empty(),
        Optional.of(
            new DirectKernel(
                guest.kernel(), Optional.of(guest.ramdisk()), TinyGuest.commandLine(script))));
  }
}
