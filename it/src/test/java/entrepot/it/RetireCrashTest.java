package entrepot.it;

import static entrepot.it.AptVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.kit.CrashPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A removal that is killed is carried on by the next; nobody sees a half of it. */
class RetireCrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OLD = "dists/old/InRelease";
  private static final String STABLE = "dists/stable/InRelease";

  @TempDir Path folder;

  @Test
  void survivesAKillAtEachCrashPoint() {
    try (AptVendor vendor =
            AptVendor.in(folder, RepositoryPlan.small().packages(10).suites("stable", "old"));
        Browser browser = new Browser()) {
      Installation installation =
          Installation.in(
              folder.resolve("entrepot"), Road.configuration(vendor, "full", Road.More.NOTHING));
      installation.sync(TREE);
      try (ReplicaEdges edges = new ReplicaEdges(installation)) {
        for (CrashPoint point : points()) {
          retire(installation);
          killAt(point, installation);
          edges.refresh();
          for (String tree : edges.trees(TREE)) {
            assertThat(browser.get(tree + OLD).statusCode())
                .as("whole or gone after %s", point)
                .isIn(200, 410);
            assertThat(browser.get(tree + STABLE).statusCode()).isEqualTo(200);
          }

          installation.run(new Command.Prune());

          edges.refresh();
          for (String tree : edges.trees(TREE)) {
            assertThat(browser.get(tree + OLD).statusCode()).as("after %s", point).isEqualTo(410);
            assertThat(browser.get(tree + STABLE).statusCode()).isEqualTo(200);
          }
          assertThat(states(installation).getFirst()).as("after %s", point).isEqualTo("removed");
          comesBack(installation, edges, browser);
        }
      }
    }
  }

  private static List<CrashPoint> points() {
    List<CrashPoint> points = new ArrayList<>();
    for (CrashPoint point : CrashPoint.values()) {
      if (point.name().startsWith("RETIRE_")) {
        points.add(point);
      }
    }
    points.addAll(
        List.of(
            CrashPoint.RELEASE_BEFORE_HISTORY,
            CrashPoint.RELEASE_AFTER_HISTORY,
            CrashPoint.RELEASE_AFTER_HEAD,
            CrashPoint.RELEASE_AFTER_JOURNAL));
    return points;
  }

  private static void retire(Installation installation) {
    Instant past = Instant.now().minusSeconds(5);
    installation.run(new Command.Retire(TREE, "dists/old", past, Optional.empty(), "test"));
  }

  private static void killAt(CrashPoint point, Installation installation) {
    try (EntrepotProcess process =
        installation.start(List.of("-Dentrepot.crash=" + point), "prune", "--progress", "none")) {
      assertThat(process.says("crash point " + point, PATIENCE))
          .as("%s is on the way: %s", point, process.output())
          .isTrue();
      process.kill();
    }
  }

  private static void comesBack(Installation installation, ReplicaEdges edges, Browser browser) {
    installation.run(new Command.RetireCancel(TREE, "dists/old"));
    installation.sync(TREE);
    edges.refresh();
    for (String tree : edges.trees(TREE)) {
      assertThat(browser.get(tree + OLD).statusCode()).as("cancelled").isEqualTo(200);
    }
  }

  private static List<String> states(Installation installation) {
    return installation.run(new Command.Retirements()).retirements().stream()
        .map(Report.RetirementRow::state)
        .toList();
  }
}
