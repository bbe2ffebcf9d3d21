package entrepot.app.control;

import entrepot.collect.Retired;
import entrepot.kit.TreePath;
import entrepot.ledger.Retirement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the standing retirements mean for syncs, releases and mirror lists. */
final class Retiring {
  private Retiring() {}

  /** As people write it: {@code tree} or {@code tree/folder}. */
  static String subject(Retirement each) {
    return each.wholeTree() ? each.tree() : each.tree() + "/" + each.path();
  }

  static List<String> subjects(ControlPlane plane) {
    return plane.ledger().retirements().standing().stream().map(Retiring::subject).toList();
  }

  /** The retirement of the tree as a whole. */
  static Optional<Retirement> wholeTree(ControlPlane plane, String tree) {
    return plane.ledger().retirements().standing().stream()
        .filter(each -> each.tree().equals(tree) && each.wholeTree())
        .findFirst();
  }

  /** Its folders that a sync leaves alone. */
  static Retired folders(ControlPlane plane, String tree) {
    Set<TreePath> kept = new HashSet<>();
    Set<TreePath> gone = new HashSet<>();
    for (Retirement each : plane.ledger().retirements().standing()) {
      if (each.tree().equals(tree) && !each.wholeTree()) {
        (each.removed().isPresent() ? gone : kept).add(TreePath.of(each.path()));
      }
    }
    return new Retired(kept, gone);
  }

  /** What mirror lists no longer name: trees, and folders as {@code tree/folder}. */
  static Set<String> unlisted(ControlPlane plane, Instant now) {
    return plane.ledger().retirements().standing().stream()
        .filter(each -> !each.unlisted().isAfter(now))
        .map(Retiring::subject)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The trees that went as a whole: nothing new is made of them. */
  static Set<String> goneTrees(ControlPlane plane) {
    return plane.ledger().retirements().standing().stream()
        .filter(each -> each.wholeTree() && each.removed().isPresent())
        .map(Retirement::tree)
        .collect(Collectors.toUnmodifiableSet());
  }
}
