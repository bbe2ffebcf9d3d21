package entrepot.cloud.volume;

import entrepot.vm.machine.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where no machine runs. */
public final class NoMachines implements LiveDisks {
  @Override
  public boolean running(String instanceId) {
    return false;
  }

  @Override
  public List<String> serials(String instanceId) {
    return List.of();
  }

  @Override
  public void attach(String instanceId, Disk disk) {
    throw new AssertionError("no machine runs");
  }

  @Override
  public void detach(String instanceId, String serial, boolean force) {
    throw new AssertionError("no machine runs");
  }

  @Override
  public CompletableFuture<Void> backup(String instanceId, String serial, Path toQcow2) {
    throw new AssertionError("no machine runs");
  }
}
