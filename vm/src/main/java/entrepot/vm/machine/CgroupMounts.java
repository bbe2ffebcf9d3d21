package entrepot.vm.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the control groups of a process are in the file system: {@code /proc/PID/cgroup} says which
 * they are, {@code mountinfo} where their hierarchies are mounted, and from which group on.
 *
 * @param mounts of proc_pid_mountinfo(5)
 * @param lines of cgroups(7): {@code 4:memory:/a/b}, and {@code 0::/a} of version 2
 */
record CgroupMounts(List<String> mounts, List<String> lines) {
  private static final Path PROC = Path.of("/proc");

  CgroupMounts {
    mounts = List.copyOf(mounts);
    lines = List.copyOf(lines);
  }

  static CgroupMounts here() {
    return new CgroupMounts(read("self/mountinfo"), read("self/cgroup"));
  }

  static CgroupMounts of(long pid) {
    return new CgroupMounts(read("self/mountinfo"), read(pid + "/cgroup"));
  }

  private static List<String> read(String file) {
    try {
      return Files.readAllLines(PROC.resolve(file));
    } catch (IOException e) {
      // The process is gone, or this is no Linux with control groups.
      return List.of();
    }
  }

  /** The group of version 1 that a controller has the process in. */
  Optional<Path> own(String controller) {
    return lines.stream()
        .map(line -> line.split(":", 3))
        .filter(line -> line.length == 3 && List.of(line[1].split(",")).contains(controller))
        .flatMap(line -> folder("cgroup", controller, line[2]).stream())
        .findFirst();
  }

  /** The group of version 2, and the one that it is in: nearest first. */
  List<Path> unified() {
    List<Path> all = new ArrayList<>();
    lines.stream()
        .filter(line -> line.startsWith("0::"))
        .flatMap(line -> folder("cgroup2", "", line.substring(3)).stream())
        .findFirst()
        .ifPresent(own -> {
          all.add(own);
          Path parent = own.getParent();
          if (parent != null && Files.exists(parent.resolve("cgroup.controllers"))) {
            all.add(parent);
          }
        });
    return all;
  }

  /** All groups that the process is in. */
  List<Path> groups() {
    return lines.stream()
        .map(line -> line.split(":", 3))
        .filter(line -> line.length == 3)
        .flatMap(line ->
            (line[1].isEmpty()
                    ? folder("cgroup2", "", line[2])
                    : folder("cgroup", line[1].split(",", 2)[0], line[2]))
                .stream())
        .toList();
  }

  private Optional<Path> folder(String type, String controller, String group) {
    return mounts.stream()
        .map(line -> List.of(line.split(" ")))
        .filter(mount -> is(mount, type, controller))
        .flatMap(mount -> below(mount.get(3), mount.get(4), group).stream())
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static boolean is(List<String> mount, String type, String controller) {
    int end = mount.indexOf("-");
    return end > 0
        && mount.size() > end + 3
        && mount.get(end + 1).equals(type)
        && (controller.isEmpty()
            || Stream.of(mount.get(end + 3).split(",")).anyMatch(controller::equals));
  }

  /** A container's mount begins at a group of its own. */
  private static Optional<Path> below(String root, String mountPoint, String group) {
    if (root.equals("/")) {
      return Optional.of(Path.of(mountPoint, group));
    }
    return Path.of(group).startsWith(root)
        ? Optional.of(Path.of(mountPoint).resolve(Path.of(root).relativize(Path.of(group))))
        : Optional.empty();
  }
}
