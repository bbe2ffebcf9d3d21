package entrepot.app.cli;

import entrepot.app.quickstart.Quickstart;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code entrepot quickstart}: everything at once, on this machine. */
@CommandLine.Command(
    name = "quickstart",
    description = {
      "Make a small RPM repository and a Python index, mirror them and this machine's own Debian",
      "source on demand, release to two regions with edges and one that is a bucket, all on",
      "loopback, and install from each with a dnf, a pip and an apt in private roots. Needs no",
      "root, but for dnf."
    })
final class QuickstartCommand implements Callable<Integer> {
  @Option(names = "--once", description = "Stop when the clients are done, instead of staying up.")
  private boolean once;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = ".quickstart",
      description = "Where its state and the clients' roots lie (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of(".quickstart");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    return new Quickstart(
            folder.toAbsolutePath(), java.util.Objects.requireNonNull(spec).commandLine().getOut())
        .run(once);
  }
}
