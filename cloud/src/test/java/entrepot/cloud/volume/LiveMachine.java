package entrepot.cloud.volume;

import entrepot.vm.machine.Disk;
import entrepot.vm.machine.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The disks of one real machine, whichever instance is asked for. */
final class LiveMachine implements LiveDisks {
  private volatile Optional<Machine> machine = Optional.empty();

  void is(Machine started) {
    machine = Optional.of(started);
  }

  void end() {
    machine.filter(Machine::alive).ifPresent(Machine::kill);
  }

  @Override
  public boolean running(String instanceId) {
    return machine.filter(Machine::alive).isPresent();
  }

  @Override
  public List<String> serials(String instanceId) {
    return running(instanceId) ? machine.orElseThrow().serials() : List.of();
  }

  @Override
  public void attach(String instanceId, Disk disk) {
    machine.orElseThrow().attach(disk);
  }

  @Override
  public void detach(String instanceId, String serial, boolean force) {
    machine.orElseThrow().detach(serial, Duration.ofMinutes(1));
  }

  @Override
  public CompletableFuture<Void> backup(String instanceId, String serial, Path toQcow2) {
    return machine.orElseThrow().backup(serial, toQcow2);
  }
}
