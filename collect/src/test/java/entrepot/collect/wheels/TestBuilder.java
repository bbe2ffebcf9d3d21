package entrepot.collect.wheels;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import entrepot.collect.wheels.sandbox.ControlGroups;
import entrepot.collect.wheels.sandbox.Sandbox;
import entrepot.kit.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A builder of Debian 12 from the machine's own source. Made once for all tests of a checkout, in
 * {@code target/wheel-builders} of its top folder.
 */
public final class TestBuilder {
  /** The tests of the module it/ link to it too. */
  public static final Path FOLDER = Path.of("..", "target", "wheel-builders").toAbsolutePath();

  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "amd64", "aarch64", "arm64");

  private TestBuilder() {}

  /** The platform; skips the test where there is no such source, or no tool. */
  public static Platform platform() throws IOException {
    for (String tool : List.of("mmdebstrap", "bwrap", "unshare", "setpriv", "prlimit")) {
      assumeTrue(
          Stream.of("/usr/bin", "/usr/sbin", "/bin")
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
          tool + " is not installed: run tools/test-requirements");
    }
    String architecture = ARCHITECTURES.getOrDefault(System.getProperty("os.arch"), "none");
    List<String> sources = MachineSources.of(Path.of("/etc/apt"), "bookworm");
    assumeTrue(!sources.isEmpty(), "apt has no source of bookworm");
    return new Platform("debian-12-test", "bookworm", architecture, sources, List.of());
  }

  /** Skips the test where the kernel's control groups are closed to us: their limits are others. */
  static void needsControlGroups() {
    assumeTrue(
        Files.isWritable(Path.of("/sys/fs/cgroup/pids"))
            || Files.isWritable(Path.of("/sys/fs/cgroup/cgroup.subtree_control")),
        "control groups cannot be made here");
  }

  static Builder get() throws IOException {
    Files.createDirectories(FOLDER);
    return new Builders(FOLDER, new Sandbox(new ControlGroups()))
        .get(platform(), false, Progress.SILENT);
  }
}
