package entrepot.vm.machine;

import entrepot.vm.disk.DiskFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A disk in QEMU's words: a block node that reads and writes the file, a device that shows it. */
record Drive(String serial) {
  private static final String DEVICE = "disk-";

  String node() {
    return "node-" + serial;
  }

  String device() {
    return DEVICE + serial;
  }

  /** Whether QEMU's name of a device is one of a disk. */
  static boolean isDevice(String name) {
    return name.startsWith(DEVICE);
  }

  static Drive ofDevice(String name) {
    return new Drive(name.substring(DEVICE.length()));
  }

  /** The file, with flushes honoured: what a guest flushed is in the file. */
  static Map<String, Object> node(String name, DiskFormat format, String file, boolean readOnly) {
    Map<String, Object> cache = Map.of("direct", false, "no-flush", false);
    Map<String, Object> below = new LinkedHashMap<>();
    below.put("driver", "file");
    below.put("filename", file);
    below.put("cache", cache);
    below.put("read-only", readOnly);
    below.put("discard", "unmap");
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("driver", format.driver());
    node.put("node-name", name);
    node.put("cache", cache);
    node.put("read-only", readOnly);
    node.put("discard", "unmap");
    node.put("file", below);
    return node;
  }

  Map<String, Object> show(int index) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("driver", "virtio-blk-pci");
    device.put("id", device());
    device.put("drive", node());
    device.put("serial", serial);
    if (index > 0) {
      device.put("acpi-index", index);
    }
    // An error is the guest's to handle; a paused guest would wait for nobody.
    device.put("werror", "report");
    device.put("rerror", "report");
    return device;
  }
}
