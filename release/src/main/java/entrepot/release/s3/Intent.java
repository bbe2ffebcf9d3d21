package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.release.Publication;
import entrepot.release.TreeHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A publication that has begun: written before its first object, and gone after its last. What a
 * killed one leaves says which objects may be other ones than the head says.
 *
 * @param from what the head says until then
 * @param abandoned publications before this one that ended without a head
 */
record Intent(
    String tree,
    Optional<TreeHead> from,
    Digest to,
    Phase phase,
    String who,
    Instant began,
    List<Abandoned> abandoned) {
  /** So many are remembered: more have made an operator look long before. */
  static final int MOST = 100;

  /** How far one came that did not end. */
  record Abandoned(Digest snapshot, Phase phase) {}

  Intent {
    abandoned = List.copyOf(abandoned);
  }

  /** Of a publication, after one that did not end. */
  static Intent of(Publication publication, Optional<Intent> former) {
    return new Intent(
        publication.tree(),
        publication.served(),
        publication.snapshot(),
        Phase.PAYLOADS,
        publication.who(),
        publication.now(),
        former.map(Intent::leaving).orElse(List.of()));
  }

  /** What the next one must take for half done: this one, and those before. */
  private List<Abandoned> leaving() {
    List<Abandoned> all = new ArrayList<>();
    boolean noted = false;
    for (Abandoned each : abandoned) {
      boolean same = each.snapshot().equals(to);
      noted |= same;
      all.add(same && each.phase().compareTo(phase) < 0 ? new Abandoned(to, phase) : each);
    }
    if (!noted) {
      all.add(new Abandoned(to, phase));
    }
    return all;
  }

  Intent in(Phase next) {
    return new Intent(tree, from, to, next, who, began, abandoned);
  }

  /** The snapshots of those before. */
  List<Digest> halfDone() {
    return abandoned.stream().map(Abandoned::snapshot).toList();
  }

  /** Whether its head has come: then only what is no longer needed is left to remove. */
  boolean published(Optional<TreeHead> now) {
    boolean withdrawn = now.isEmpty() && from.isPresent();
    return withdrawn || (!now.equals(from) && now.map(TreeHead::snapshot).equals(Optional.of(to)));
  }

  /** The publication that it was. */
  Publication publication(List<entrepot.release.Revocation> revoked) {
    return new Publication(tree, from, to, revoked, began, who);
  }
}
