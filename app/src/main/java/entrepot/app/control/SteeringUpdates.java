package entrepot.app.control;

import entrepot.app.config.Configuration;
import entrepot.app.steering.MirrorChecks;
import entrepot.app.steering.Published;
import entrepot.app.steering.Served;
import entrepot.app.steering.SteeringPublication;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.ledger.Release;
import entrepot.release.Head;
import entrepot.release.TreeHead;
import entrepot.steering.map.SteeringFile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the file that steering answers from true: after each release and each look at mirrors. */
final class SteeringUpdates {
  private static final Logger log = LoggerFactory.getLogger(SteeringUpdates.class);

  /** Metalinks name versions of a few days; this many releases to all regions cover them. */
  private static final int RELEASES = 1_000;

  private final ControlPlane plane;
  private final Supplier<Map<String, String>> edges;
  private final MirrorChecks checks;
  private final SteeringPublication publication;

  /** Asks {@code edges} for the address of each region's edge. */
  SteeringUpdates(ControlPlane plane, Supplier<Map<String, String>> edges) {
    Configuration configuration = plane.configuration();
    this.plane = plane;
    this.edges = edges;
    this.checks =
        new MirrorChecks(
            configuration.steering().mirrors().values(),
            configuration.trees(),
            plane.sources().forChecks());
    this.publication = new SteeringPublication(configuration, plane.store(), checks);
  }

  /** Writes the file; one that says the same stays. */
  synchronized void publish() {
    SteeringFile.write(
        plane.folder().steering(), publication.map(served(), plane.clock().instant()));
  }

  /** Looks at the external mirrors, then writes the file. */
  void look() {
    checks.look();
    publish();
  }

  /** The same in the background; what fails is logged. */
  void lookSoon() {
    if (!plane.configuration().steering().mirrors().isEmpty()) {
      Thread.ofVirtual()
          .name("mirror checks")
          .start(() -> {
            try {
              look();
            } catch (Failure e) {
              log.error("looking at the mirrors: {}", e.getMessage());
            }
          });
    }
  }

  private Served served() {
    Map<String, Map<String, Digest>> snapshots = new HashMap<>();
    for (String region : edges.get().keySet()) {
      snapshots.put(region, plane.head(region).map(SteeringUpdates::snapshots).orElse(Map.of()));
    }
    Map<String, List<Published>> published =
        plane.configuration().trees().keySet().stream()
            .collect(Collectors.toMap(tree -> tree, this::published));
    return new Served(
        edges.get(), snapshots, published, Retiring.unlisted(plane, plane.clock().instant()));
  }

  private static Map<String, Digest> snapshots(Head head) {
    return head.trees().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> snapshot(e.getValue())));
  }

  private static Digest snapshot(TreeHead tree) {
    return tree.snapshot();
  }

  private List<Published> published(String tree) {
    Map<Digest, Published> newest = new LinkedHashMap<>();
    for (Release each : plane.ledger().releases().ofTree(tree, RELEASES)) {
      each.toSnapshot().ifPresent(to -> newest.putIfAbsent(to, new Published(to, each.time())));
    }
    return List.copyOf(newest.values());
  }
}
