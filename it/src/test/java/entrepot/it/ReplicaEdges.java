package entrepot.it;

import entrepot.edge.Edge;
import entrepot.edge.EdgeSettings;
import entrepot.it.fixture.Installation;
import entrepot.kit.CrashPoint;
import entrepot.kit.listen.Binding;
import entrepot.release.DiskReplicaReader;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.fill.FillFailed;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An edge for each region of an installation, over the replicas that another process writes. It has
 * no way to fetch anything: what it serves is what the writer left.
 */
final class ReplicaEdges implements ServedRegions {
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, String> urls = new LinkedHashMap<>();

  /** Edges that {@link #serve} starts. */
  ReplicaEdges() {}

  /** Edges over what is released already. */
  ReplicaEdges(Installation installation) {
    serve(installation);
  }

  @Override
  public String configuration() {
    return """
    north: {listen: "127.0.0.1:0"}
    south: {listen: "127.0.0.1:0"}
    """;
  }

  @Override
  public void serve(Installation installation) {
    TrustedKeys trusted = TrustedKeys.of(installation.state().resolve("trust"));
    for (String region : List.of("north", "south")) {
      Path replica = installation.state().resolve("replicas").resolve(region);
      DiskReplicaReader reader = new DiskReplicaReader(region, replica, trusted);
      Fillings nothing =
          new Fillings(
              reader.backend(),
              replica.resolve("fetching"),
              (tree, entry, _) -> {
                throw new FillFailed(tree + "/" + entry.path() + " is not in the replica", null);
              },
              task -> Thread.ofVirtual().start(task),
              InstantSource.system(),
              FillLimits.DEFAULT);
      Edge edge =
          new Edge(
              EdgeSettings.of(region, new Binding.Tcp("127.0.0.1", 0)).accessLog(false),
              reader,
              nothing,
              InstantSource.system());
      edges.add(edge);
      urls.put(region, "http://" + edge.start());
    }
  }

  @Override
  public List<String> trees(String tree) {
    return urls.values().stream().map(url -> url + "/" + tree + "/").toList();
  }

  @Override
  public void refresh() {
    edges.forEach(Edge::refreshNow);
  }

  @Override
  public List<CrashPoint> points() {
    return Stream.of(CrashPoint.values())
        .filter(point -> point.name().startsWith("SYNC_") || point.name().startsWith("RELEASE_"))
        .toList();
  }

  @Override
  public void atTheEnd(Installation installation, Vendor<?> vendor) {}

  @Override
  public void close() {
    edges.forEach(Edge::close);
  }
}
