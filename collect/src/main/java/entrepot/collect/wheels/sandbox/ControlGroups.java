package entrepot.collect.wheels.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes control groups, in the first form that the kernel and our rights allow: one hierarchy
 * (version 2), one for each controller (version 1), none. A group's name bears the process id of
 * its maker, so that what a killed maker left is found.
 */
public final class ControlGroups {
  private static final Logger log = LoggerFactory.getLogger(ControlGroups.class);
  private static final Pattern OURS = Pattern.compile("entrepot-build-(\\d+)-.*");
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final Path mounts;

  public ControlGroups() {
    this(Path.of("/sys/fs/cgroup"));
  }

  ControlGroups(Path mounts) {
    this.mounts = mounts;
  }

  /** A group for a job; {@link ControlGroup#NONE} where none can be made. */
  ControlGroup make(String job, SandboxLimits limits) {
    String name =
        "entrepot-build-%d-%d-%s"
            .formatted(ProcessHandle.current().pid(), SERIAL.incrementAndGet(), job);
    try {
      if (unified(mounts)) {
        return UnifiedGroup.make(mounts.resolve(name), limits);
      }
      if (Files.isDirectory(mounts.resolve("memory"))
          && Files.isDirectory(mounts.resolve("pids"))) {
        return SplitGroup.make(
            mounts.resolve("memory").resolve(name), mounts.resolve("pids").resolve(name), limits);
      }
    } catch (IOException e) {
      log.info("no control group for {}: {}", job, e.toString());
    }
    return ControlGroup.NONE;
  }

  private static boolean unified(Path top) throws IOException {
    Path given = top.resolve("cgroup.subtree_control");
    return Files.isReadable(given)
        && List.of(Files.readString(given).strip().split(" ", -1))
            .containsAll(List.of("memory", "pids"));
  }

  /** Kills and removes what makers left that are no more. */
  public void sweep() {
    for (Path top : List.of(mounts, mounts.resolve("memory"), mounts.resolve("pids"))) {
      if (!Files.isDirectory(top)) {
        continue;
      }
      try (DirectoryStream<Path> groups = Files.newDirectoryStream(top, "entrepot-build-*")) {
        for (Path group : groups) {
          if (maker(group).flatMap(ProcessHandle::of).isEmpty()) {
            log.info("removing {}, which a killed process left", group);
            new GroupFiles(group).empty();
          }
        }
      } catch (IOException e) {
        log.warn("looking for groups that were left in {}: {}", top, e.toString());
      }
    }
  }

  private static Optional<Long> maker(Path group) {
    Matcher name = OURS.matcher(group.getFileName().toString());
    return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
  }
}
