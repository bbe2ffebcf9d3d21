package entrepot.app.cli;

import entrepot.app.control.WorkerProcess;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code entrepot worker}: does parts of the syncs that a server coordinates. */
@CommandLine.Command(
    name = "worker",
    description = "Share the syncs of a server on this or another machine; until stopped.",
    footer = {
      "",
      "Needs the server's database (PostgreSQL), its store (STATE/store on a shared file system, or"
          + " a bucket), and a configuration with the same trees."
    })
final class WorkerCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "A name that no other worker has (default: the name of this host).")
  private @Nullable String name;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec known = Objects.requireNonNull(spec);
    String host = host();
    String called = name == null ? host.toLowerCase(Locale.ROOT) : name;
    if (!WorkerProcess.permits(called)) {
      throw new ParameterException(
          known.commandLine(),
          "'%s' cannot name a worker: use a to z, 0 to 9, '.', '_' and '-', but not 'control'."
              .formatted(called));
    }
    PrintWriter out = known.commandLine().getOut();
    try (WorkerProcess worker = WorkerProcess.open(CommonOptions.of(known).load(), called, host)) {
      Thread hook = new Thread(worker::stop, "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      worker.run(() -> {
        out.printf("worker %s: ready%n", called);
        out.flush();
      });
    }
    return 0;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
