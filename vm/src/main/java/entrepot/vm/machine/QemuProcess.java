package entrepot.vm.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that runs a machine, known by its number and by when it began, so that a number handed
 * out again is never taken for it. It is found by what it was started with, which holds from the
 * first instant on, not by a file that would have to be written after it.
 */
record QemuProcess(long pid, long began) {
  private static final Path PROC = Path.of("/proc");
  private static final String SOCKET = "socket,id=qmp,path=";

  /** What a running machine's process was started with. */
  record Found(QemuProcess process, String id, Path folder) {}

  static QemuProcess of(long pid) {
    return new QemuProcess(pid, stat(pid).map(QemuProcess::began).orElse(-1L));
  }

  /** All that run machines whose folders are below this one. */
  static List<Found> below(Path folder) {
    List<Found> all = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        found(Long.parseLong(process.getFileName().toString()))
            .filter(found -> found.folder().startsWith(folder))
            .ifPresent(all::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Optional<Found> found(long pid) {
    try {
      Optional<String> stat = stat(pid);
      String line = Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.UTF_8);
      if (stat.isEmpty() || gone(stat.get()) || !line.contains(SOCKET)) {
        return Optional.empty();
      }
      List<String> arguments = List.of(line.split("\0"));
      int name = arguments.indexOf("-name");
      Optional<String> socket =
          arguments.stream().filter(argument -> argument.startsWith(SOCKET)).findFirst();
      if (name < 0 || name + 1 == arguments.size() || socket.isEmpty()) {
        return Optional.empty();
      }
      String relative = socket.get().substring(SOCKET.length()).replace(",server=on,wait=off", "");
      Path path =
          Files.readSymbolicLink(PROC.resolve(pid + "/cwd"))
              .resolve(relative.replace(",,", ","))
              .normalize();
      Path run = path.getParent();
      Path folder = run == null ? null : run.getParent();
      if (folder == null) {
        return Optional.empty();
      }
      return Optional.of(
          new Found(
              new QemuProcess(pid, began(stat.get())),
              arguments.get(name + 1).replace("guest=", ""),
              folder));
    } catch (IOException e) {
      // It ended meanwhile, or is not ours to look at.
      return Optional.empty();
    }
  }

  boolean alive() {
    return stat(pid).filter(stat -> began(stat) == began && !(gone(stat) && last())).isPresent();
  }

  /** The first thread may be dead while others still hold the files. */
  private boolean last() {
    try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
      return threads.count() <= 1;
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  void kill() {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** The fields of proc_pid_stat(5) from the third, the state, on: the second may hold anything. */
  private static Optional<String> stat(long pid) {
    try {
      String all = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      return Optional.of(all.substring(all.lastIndexOf(')') + 2));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean gone(String stat) {
    return stat.startsWith("Z") || stat.startsWith("X");
  }

  private static long began(String stat) {
    return Long.parseLong(List.of(stat.split(" ")).get(22 - 3));
  }
}
