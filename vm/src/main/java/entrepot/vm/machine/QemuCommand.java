package entrepot.vm.machine;

import entrepot.vm.disk.Ground;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The command line of a machine's QEMU: nothing is there that is not named here. */
final class QemuCommand {
  private static final JsonMapper JSON = new JsonMapper();

  /** What the console keeps in QEMU until the server has read it: the last 128 KiB. */
  static final int CONSOLE_BYTES = 1 << 17;

  private final MachineSpec spec;
  private final Ground ground;
  private final List<String> words = new ArrayList<>();

  QemuCommand(MachineSpec spec, Ground ground) {
    this.spec = spec;
    this.ground = ground;
  }

  List<String> words(Acceleration acceleration) {
    words.clear();
    option("-name", "guest=" + spec.id());
    flag("-nodefaults");
    flag("-no-user-config");
    option("-display", "none");
    option("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
    option("-machine", "pc,usb=off,vmport=off,graphics=off");
    acceleration.words().forEach(words::add);
    option("-smp", Integer.toString(spec.cpus()));
    option("-m", Integer.toString(spec.memoryMiB()));
    option("-rtc", "base=utc");
    option("-boot", "strict=on");
    // A guest that shut down is kept until its console was read; then the server ends it.
    option("-action", "shutdown=pause");
    option(
        "-smbios",
        "type=1,manufacturer=%s,uuid=%s,serial=%s"
            .formatted(spec.manufacturer(), spec.uuid(), spec.serial()));
    option(
        "-chardev",
        "socket,id=qmp,path=%s,server=on,wait=off"
            .formatted(comma(ground.name(new MachineFolder(spec.folder()).socket()))));
    option("-mon", "chardev=qmp,mode=control");
    option("-chardev", "ringbuf,id=console,size=" + CONSOLE_BYTES);
    option("-serial", "chardev:console");
    option("-object", "rng-random,id=rng,filename=/dev/urandom");
    option("-device", "virtio-rng-pci,rng=rng");
    spec.nic().ifPresent(this::nic);
    disks();
    spec.kernel().ifPresent(this::kernel);
    return List.copyOf(words);
  }

  private void disks() {
    boolean root = true;
    for (Disk disk : spec.disks()) {
      Drive drive = new Drive(disk.serial());
      String file = ground.readable(disk.file());
      json("-blockdev", Drive.node(drive.node(), disk.format(), file, disk.readOnly()));
      Map<String, Object> device = drive.show(disk.index());
      if (root) {
        device.put("bootindex", 1);
      }
      json("-device", device);
      root = false;
    }
  }

  private void nic(Nic nic) {
    Map<String, Object> tap = new LinkedHashMap<>();
    tap.put("type", "tap");
    tap.put("id", "net0");
    tap.put("ifname", nic.tap());
    tap.put("script", "no");
    tap.put("downscript", "no");
    json("-netdev", tap);
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("driver", "virtio-net-pci");
    device.put("netdev", "net0");
    device.put("mac", nic.mac());
    device.put("romfile", "");
    json("-device", device);
  }

  private void kernel(DirectKernel kernel) {
    option("-kernel", ground.readable(kernel.kernel()));
    kernel.ramdisk().ifPresent(ramdisk -> option("-initrd", ground.readable(ramdisk)));
    option("-append", kernel.commandLine());
  }

  private void flag(String name) {
    words.add(name);
  }

  private void option(String name, String value) {
    words.add(name);
    words.add(value);
  }

  private void json(String name, Map<String, Object> value) {
    option(name, JSON.writeValueAsString(value));
  }

  /** A comma in a value of QEMU's older options is written twice. */
  private static String comma(String value) {
    return value.replace(",", ",,");
  }
}
