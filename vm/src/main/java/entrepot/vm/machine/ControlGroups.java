package entrepot.vm.machine;

import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what the processes of machines may take, by cgroups(7): memory, threads, processors. The
 * groups lie below the server's own where that is allowed (version 1; version 2 at the root), else
 * beside it, so that what bounds the server bounds its machines, too. Where the server may make
 * none, machines run without.
 */
final class ControlGroups {
  private static final Logger log = LoggerFactory.getLogger(ControlGroups.class);

  /** QEMU takes up to 250 MiB beside the guest's memory; page cache is counted, too. */
  private static final int OVERHEAD_MIB = 512;

  /** QEMU has a thread for each processor, and up to 64 for disks, and for each copy. */
  private static final int THREADS = 256;

  private static final int PERIOD_US = 100_000;

  /** Where groups are made, and what limits them there. */
  private final List<Place> places;

  private record Place(Path parent, boolean unified, List<String> controllers) {}

  private ControlGroups(List<Place> places) {
    this.places = places;
  }

  /** Those of this machine. */
  static ControlGroups here() {
    ControlGroups found = of(CgroupMounts.here());
    if (found.places.isEmpty()) {
      log.info("no control groups can be made here: machines are not limited by any");
    }
    return found;
  }

  /** Those in these hierarchies. */
  static ControlGroups of(CgroupMounts mounts) {
    Optional<Path> unified = mounts.unified().stream().filter(ControlGroups::delegates).findFirst();
    if (unified.isPresent()) {
      return new ControlGroups(
          List.of(new Place(unified.get(), true, List.of("memory", "pids", "cpu"))));
    }
    List<Place> places = new ArrayList<>();
    for (String controller : List.of("memory", "pids", "cpu")) {
      mounts
          .own(controller)
          .filter(Files::isWritable)
          .ifPresent(own -> places.add(new Place(own, false, List.of(controller))));
    }
    return new ControlGroups(places);
  }

  /** Whether groups below this one of version 2 have controllers, now if not before. */
  private static boolean delegates(Path group) {
    Path control = group.resolve("cgroup.subtree_control");
    try {
      if (!Files.isWritable(control) || !has(group.resolve("cgroup.controllers"))) {
        return false;
      }
      if (!has(control)) {
        Files.writeString(control, "+memory +pids +cpu");
      }
      return has(control);
    } catch (IOException e) {
      log.debug("no controllers below {}", group, e);
      return false;
    }
  }

  private static boolean has(Path control) throws IOException {
    return List.of(Files.readString(control).strip().split(" "))
        .containsAll(List.of("memory", "pids"));
  }

  /** Makes the group of a machine that is about to start. */
  MachineGroup make(MachineSpec spec) {
    List<Path> made = new ArrayList<>();
    for (Place place : places) {
      Path folder = place.parent.resolve(name(spec.id(), spec.folder()));
      try {
        make(folder);
        made.add(folder);
        for (String controller : place.controllers) {
          limit(folder, place.unified, controller, spec);
        }
      } catch (IOException e) {
        log.warn("the machine {} is not limited by {}", spec.id(), folder, e);
      }
    }
    return new MachineGroup(made);
  }

  private static void make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      log.debug("a former server made {}", folder);
    }
  }

  private static void limit(Path folder, boolean unified, String controller, MachineSpec spec)
      throws IOException {
    long bytes = (long) (spec.memoryMiB() + OVERHEAD_MIB) << 20;
    // One more than the guest has, for QEMU's own threads.
    long quota = (spec.cpus() + 1L) * PERIOD_US;
    switch (controller) {
      case "memory" -> write(folder, unified ? "memory.max" : "memory.limit_in_bytes", bytes);
      case "pids" -> write(folder, "pids.max", THREADS);
      default -> {
        if (!unified) {
          write(folder, "cpu.cfs_period_us", PERIOD_US);
          write(folder, "cpu.cfs_quota_us", quota);
        } else if (Files.exists(folder.resolve("cpu.max"))) {
          write(folder, "cpu.max", quota + " " + PERIOD_US);
        }
      }
    }
  }

  private static void write(Path folder, String file, Object value) throws IOException {
    Files.writeString(folder.resolve(file), value.toString());
  }

  /** The group of a machine that runs, wherever the server that started it had its own. */
  static MachineGroup of(String id, Path folder, long pid) {
    String name = name(id, folder);
    return new MachineGroup(
        CgroupMounts.of(pid).groups().stream().filter(group -> group.endsWith(name)).toList());
  }

  /** The group that a machine has left behind that ended while no server ran. */
  MachineGroup left(String id, Path folder) {
    String name = name(id, folder);
    Stream<Path> all = places.stream().map(place -> place.parent.resolve(name));
    return new MachineGroup(all.filter(Files::isDirectory).toList());
  }

  /** Machines of two servers may have one id. */
  private static String name(String id, Path folder) {
    byte[] path = real(folder).toString().getBytes(StandardCharsets.UTF_8);
    return "entrepot-%s-%s".formatted(id, Digest.sha256Of(path).hex().substring(0, 8));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      // It is gone.
      return folder;
    }
  }
}
