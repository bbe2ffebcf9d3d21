package entrepot.bench.edge;

import entrepot.edge.Edge;
import entrepot.edge.EdgeSettings;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.release.DiskReplicaReader;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.fill.FillFailed;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/** An edge over a replica, alone in its process; says its port and stays until it is killed. */
final class EdgeProcess {
  private EdgeProcess() {}

  /** Arguments: the benchmark's folder, the number of event loops. */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    Clock clock = Clock.systemUTC();
    DiskReplicaReader replica =
        new DiskReplicaReader(
            BenchReplica.REGION,
            folder.resolve("replica"),
            TrustedKeys.of(folder.resolve("trust")));
    Fillings fillings =
        new Fillings(
            replica.backend(),
            folder.resolve("fills"),
            (_, entry, _) -> {
              throw new FillFailed(entry.path() + " should be there", null);
            },
            Executors.newVirtualThreadPerTaskExecutor(),
            clock,
            FillLimits.DEFAULT);
    EdgeSettings settings =
        new EdgeSettings(
            BenchReplica.REGION,
            new Binding.Tcp("127.0.0.1", 0),
            Optional.empty(),
            List.of(),
            Limits.DEFAULT,
            Integer.parseInt(args[1]),
            false,
            64L << 20,
            Duration.ofMillis(500));
    try (Edge edge = new Edge(settings, replica, fillings, clock)) {
      System.out.println("listening on " + edge.start());
      System.out.flush();
      Thread.currentThread().join();
    }
  }
}
