package entrepot.collect.wheels.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A group of control groups version 2. */
record UnifiedGroup(GroupFiles files, SandboxLimits limits) implements ControlGroup {
  static UnifiedGroup make(Path folder, SandboxLimits limits) throws IOException {
    Files.createDirectory(folder);
    UnifiedGroup group = new UnifiedGroup(new GroupFiles(folder), limits);
    try {
      group.files.write("memory.max", SplitGroup.memoryWithFiles(limits));
      group.files.write("pids.max", limits.processes());
      return group;
    } catch (IOException e) {
      group.close();
      throw e;
    }
  }

  @Override
  public List<Path> doors() {
    return List.of(files.door());
  }

  @Override
  public Optional<Limit> exceeded() {
    if (files.counter("pids.events", "max") > 0) {
      return Optional.of(Limit.PROCESSES);
    }
    boolean memory =
        files.counter("memory.events", "oom_kill") > 0
            || files.counter("memory.stat", "anon") > limits.memory();
    return memory ? Optional.of(Limit.MEMORY) : Optional.empty();
  }

  @Override
  public String description() {
    return "memory and processes limited by a control group (version 2)";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public void close() {
    files.empty();
  }
}
