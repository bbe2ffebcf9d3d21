package entrepot.cloud.compute;

import entrepot.cloud.ec2.place.InstanceType;
import entrepot.cloud.network.Interface;
import entrepot.cloud.network.RegionNetwork;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Images;
import entrepot.kit.CrashPoint;
import entrepot.vm.machine.DirectKernel;
import entrepot.vm.machine.Machine;
import entrepot.vm.machine.MachineSpec;
import entrepot.vm.machine.Nic;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Turns instances' machines on and off; each act can be done again. */
public final class Power {
  /** As the images of the seed era and cloud-init's both expect it. */
  private static final String COMMAND_LINE = "root=LABEL=root ro console=ttyS0 net.ifnames=0";

  private final Machines machines;
  private final Furniture furniture;
  private final Images images;
  private final RegionNetwork network;
  private final Firewall firewall;
  private final String namespace;

  /** Machines in that network namespace. */
  public Power(
      Machines machines,
      Furniture furniture,
      Images images,
      RegionNetwork network,
      Firewall firewall,
      String namespace) {
    this.machines = machines;
    this.furniture = furniture;
    this.images = images;
    this.network = network;
    this.firewall = firewall;
    this.namespace = namespace;
  }

  /** The machine runs when this returns. */
  void on(Row<Instance> row) {
    if (machines.find(row.id()).isPresent()) {
      return;
    }
    furniture.furnish(row);
    Interface nic = network.interfaceOf(row.value());
    network.plug(nic);
    CrashPoint.CLOUD_LAUNCH_AFTER_PLUG.reached();
    firewall.refresh();
    CrashPoint.CLOUD_LAUNCH_AFTER_FILTER.reached();
    machines.forget(row.id());
    machines.start(spec(row, nic));
    CrashPoint.CLOUD_LAUNCH_AFTER_MACHINE.reached();
  }

  private MachineSpec spec(Row<Instance> row, Interface nic) {
    InstanceType type = furniture.type(row);
    String uuid = uuid(row.id());
    return new MachineSpec(
        row.id(),
        machines.folder(row.id()),
        namespace,
        type.guest().cpus(),
        type.guest().memoryMiB(),
        uuid,
        uuid,
        "Amazon EC2",
        furniture.disks(row),
        Optional.of(new Nic(nic.tap(), nic.mac())),
        kernel(row.value()));
  }

  private Optional<DirectKernel> kernel(Instance instance) {
    @Nullable String kernel = instance.kernelId();
    return kernel == null || kernel.isEmpty()
        ? Optional.empty()
        : Optional.of(images.kernel(kernel, instance.ramdiskId(), COMMAND_LINE));
  }

  /** Begins with {@code ec2}: that is how cloud-init knows where it is. */
  private static String uuid(String id) {
    String digits = ("ec2" + id.substring(2) + "000000000000").substring(0, 32);
    return digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
  }

  /** Asks the guest to power down, waits, and ends the machine where it did not. */
  void off(Row<Instance> row, Duration patience) {
    machines
        .find(row.id())
        .ifPresent(machine -> {
          if (patience.isZero()) {
            machine.kill();
          } else {
            machine.powerdown(patience);
          }
        });
    CrashPoint.CLOUD_END_AFTER_MACHINE.reached();
  }

  /** Ends one at once that somebody else waits for. */
  void cut(String id) {
    machines.find(id).ifPresent(Machine::kill);
  }

  /** Lets go of the machine of an instance that stopped, and of what it does not keep. */
  void rest(String id) {
    machines.forget(id);
    furniture.clear(id);
  }

  /** Takes a machine's interface away. */
  void unplug(String tap) {
    network.unplug(tap);
    CrashPoint.CLOUD_END_AFTER_UNPLUG.reached();
  }

  Machines machines() {
    return machines;
  }

  RegionNetwork network() {
    return network;
  }

  Firewall firewall() {
    return firewall;
  }
}
