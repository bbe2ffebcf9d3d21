package entrepot.vm.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A server to kill: it starts a machine, and says its process. */
final class TestingServer {
  private TestingServer() {}

  public static void main(String[] arguments) {
    Machine machine =
        Guest.HYPERVISOR.start(
            Guest.spec(
                Path.of(arguments[0]),
                "",
                Optional.empty(),
                List.of(Guest.disk("root", Path.of(arguments[1]))),
                arguments[2]));
    System.out.println("pid " + machine.pid());
    System.out.flush();
    while (true) {
      LockSupport.park();
    }
  }
}
