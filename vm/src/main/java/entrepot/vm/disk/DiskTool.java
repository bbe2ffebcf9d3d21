package entrepot.vm.disk;

import entrepot.vm.process.Ended;
import entrepot.vm.process.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs what works on disks as the virtual machines' user, with bounds on memory, processor time and
 * the size of what it writes.
 */
record DiskTool(Ground ground, Path input, Duration patience) {
  private static final Path NOTHING = Path.of("/dev/null");
  private static final long MOST_MEMORY = 2L << 30;

  DiskTool(Ground ground, Duration patience) {
    this(ground, NOTHING, patience);
  }

  /** Runs it; it must end well. */
  String must(String doing, long mostWritten, String... command) {
    return tool(doing).must(confined(mostWritten, command)).output();
  }

  /** Runs it; it may end anyhow. */
  Ended run(String doing, String... command) {
    return tool(doing).run(confined(0, command));
  }

  private Tool tool(String doing) {
    return new Tool(doing, ground.folder(), input, patience);
  }

  private List<String> confined(long mostWritten, String... command) {
    List<String> all = new ArrayList<>(ground.user().prefix());
    all.addAll(
        List.of(
            "prlimit",
            "--as=" + MOST_MEMORY,
            "--fsize=" + mostWritten,
            "--cpu=" + patience.toSeconds(),
            "--core=0",
            "--nofile=256"));
    all.addAll(List.of(command));
    return all;
  }
}
