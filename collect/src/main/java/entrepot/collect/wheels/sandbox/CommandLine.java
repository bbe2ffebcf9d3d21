package entrepot.collect.wheels.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The words that start a job. bubblewrap makes the namespaces and drops every right; as root, a
 * shell in a mount namespace of its own lays root and socket where an unprivileged user reaches
 * them, and becomes that user before bubblewrap starts.
 */
final class CommandLine {
  private static final String AS_ROOT = script("as-root.sh");
  private static final String AS_USER = script("as-user.sh");

  /** Where as-root.sh lays what bubblewrap binds. */
  private static final Path LAID_ROOT = Path.of("/tmp/root");

  private static final Path LAID_SERVICE = Path.of("/tmp/service");

  private CommandLine() {}

  static List<String> of(Job job, ControlGroup group, boolean root, int user) {
    List<String> words = new ArrayList<>();
    List<String> doors = group.doors().stream().map(Path::toString).toList();
    String service = job.service().map(Path::toString).orElse("-");
    if (root) {
      words.addAll(List.of("unshare", "--mount", "--propagation", "private"));
      words.addAll(List.of("sh", "-c", AS_ROOT, "entrepot-build"));
      words.addAll(doors);
      words.addAll(List.of("--", job.root().toString(), service));
      words.addAll(processLimits(job, group));
      words.addAll(List.of("setpriv", "--reuid", "" + user, "--regid", "" + user));
      words.addAll(List.of("--clear-groups", "--inh-caps=-all", "--bounding-set=-all"));
      words.add("--no-new-privs");
      words.addAll(bubblewrap(job, LAID_ROOT, LAID_SERVICE));
    } else {
      words.addAll(List.of("sh", "-c", AS_USER, "entrepot-build"));
      words.addAll(doors);
      words.add("--");
      words.addAll(processLimits(job, group));
      words.addAll(bubblewrap(job, job.root(), job.service().orElse(Path.of("/nowhere"))));
    }
    words.add("--");
    words.addAll(job.command());
    return words;
  }

  private static List<String> processLimits(Job job, ControlGroup group) {
    List<String> words = new ArrayList<>(List.of("prlimit", "--core=0", "--nofile=4096"));
    if (!group.holds()) {
      words.add("--nproc=" + job.limits().processes());
      words.add("--data=" + job.limits().memory());
    }
    return words;
  }

  private static List<String> bubblewrap(Job job, Path root, Path service) {
    List<String> words = new ArrayList<>(List.of("bwrap", "--die-with-parent", "--new-session"));
    words.addAll(List.of("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc"));
    words.addAll(List.of("--unshare-uts", "--unshare-cgroup-try", "--disable-userns"));
    words.addAll(List.of("--cap-drop", "ALL", "--uid", "1000", "--gid", "1000"));
    words.addAll(List.of("--hostname", "build", "--ro-bind", root.toString(), "/"));
    words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--size", "" + SplitGroup.SHARED));
    words.addAll(List.of("--perms", "1777", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
    words.addAll(List.of("--size", "" + job.limits().disk(), "--tmpfs", "/work"));
    words.addAll(List.of("--chdir", "/work"));
    if (job.service().isPresent()) {
      String socket = service.resolve("index.sock").toString();
      words.addAll(List.of("--ro-bind", socket, "/run/entrepot/index.sock"));
    }
    words.add("--clearenv");
    Map<String, String> environment = new TreeMap<>(job.environment());
    environment.forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
    return words;
  }

  private static String script(String name) {
    try (InputStream in = Objects.requireNonNull(CommandLine.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
