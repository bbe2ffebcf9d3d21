package entrepot.collect.wheels.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Two groups of control groups version 1, one for memory and one for the number of processes. */
record SplitGroup(GroupFiles memory, GroupFiles processes, SandboxLimits limits)
    implements ControlGroup {
  /** What the sandbox has in shared memory. */
  static final long SHARED = 64L << 20;

  static SplitGroup make(Path memory, Path processes, SandboxLimits limits) throws IOException {
    SplitGroup group = new SplitGroup(new GroupFiles(memory), new GroupFiles(processes), limits);
    try {
      Files.createDirectory(memory);
      Files.createDirectory(processes);
      group.memory.write("memory.limit_in_bytes", memoryWithFiles(limits));
      group.processes.write("pids.max", limits.processes());
      return group;
    } catch (IOException e) {
      group.close();
      throw e;
    }
  }

  /**
   * The kernel counts files of a tmpfs as memory of who writes them. It holds the sum; we look that
   * memory alone stays within its own part.
   */
  static long memoryWithFiles(SandboxLimits limits) {
    return limits.memory() + limits.disk() + SHARED;
  }

  @Override
  public List<Path> doors() {
    return List.of(memory.door(), processes.door());
  }

  @Override
  public Optional<Limit> exceeded() {
    if (processes.counter("pids.events", "max") > 0) {
      return Optional.of(Limit.PROCESSES);
    }
    boolean full =
        memory.counter("memory.oom_control", "oom_kill") > 0
            || memory.counter("memory.stat", "total_rss") > limits.memory();
    return full ? Optional.of(Limit.MEMORY) : Optional.empty();
  }

  @Override
  public String description() {
    return "memory and processes limited by control groups (version 1)";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public void close() {
    memory.empty();
    processes.empty();
  }
}
