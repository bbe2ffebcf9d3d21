package entrepot.release;

import entrepot.kit.Digest;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The manifests that a replica must keep. */
final class Retained {
  private Retained() {}

  /**
   * Snapshots served at or after {@code cutoff}; and the carries of heads that an edge may still
   * have in memory, served at or after {@code carries}. In the order of time, tree by tree, so that
   * neighbours share most of their nodes.
   */
  static Collection<Digest> since(History history, Instant cutoff, Instant carries) {
    Set<Digest> snapshots = new LinkedHashSet<>();
    Set<Digest> carried = new LinkedHashSet<>();
    for (String tree : history.trees()) {
      for (History.Ended each : history.of(tree)) {
        TreeHead served = each.span().served();
        if (!each.until().isBefore(cutoff)) {
          snapshots.add(served.snapshot());
        }
        if (!each.until().isBefore(carries)) {
          snapshots.add(served.snapshot());
          served.carry().ifPresent(carried::add);
        }
      }
    }
    snapshots.addAll(carried);
    return snapshots;
  }

  /** Whether a snapshot was served last between those times. */
  static boolean anyEnded(History history, Instant from, Instant before) {
    return history.trees().stream()
        .flatMap(tree -> history.of(tree).stream())
        .anyMatch(each -> !each.until().isBefore(from) && each.until().isBefore(before));
  }
}
