package entrepot.release;

import entrepot.store.manifest.Change;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release changes in a tree's carry, in the order of paths: abandoned files come in, those
 * that the new snapshot has again, and those whose time is over, go out. Merges the difference of
 * the snapshots with the former carry.
 */
final class CarryEdits implements Iterator<Edit> {
  private final Iterator<Change> changes;
  private final Iterator<Entry> carried;
  private final Instant now;
  private final Instant until;
  private @Nullable Change change;
  private @Nullable Entry former;
  private @Nullable Edit next;

  CarryEdits(Iterator<Change> changes, Iterator<Entry> carried, Instant now, Instant until) {
    this.changes = changes;
    this.carried = carried;
    this.now = now;
    this.until = until;
    this.change = changes.hasNext() ? changes.next() : null;
    this.former = carried.hasNext() ? carried.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (next == null && (change != null || former != null)) {
      next = step().orElse(null);
    }
    return next != null;
  }

  @Override
  public Edit next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Edit result = java.util.Objects.requireNonNull(next);
    next = null;
    return result;
  }

  private Optional<Edit> step() {
    Change here = change;
    Entry there = former;
    int order = here == null ? 1 : there == null ? -1 : here.path().compareTo(there.path());
    if (order <= 0) {
      change = changes.hasNext() ? changes.next() : null;
    }
    if (order >= 0) {
      former = carried.hasNext() ? carried.next() : null;
    }
    if (order <= 0 && here instanceof Change.Removed removed) {
      return abandoned(removed.entry());
    }
    if (order == 0 && there != null) {
      return Optional.of(new Edit.Remove(there.path()));
    }
    return order > 0 && there != null && expired(there, now)
        ? Optional.of(new Edit.Remove(there.path()))
        : Optional.empty();
  }

  private Optional<Edit> abandoned(Entry entry) {
    return entry.state() == State.MISSING || !until.isAfter(now)
        ? Optional.empty()
        : Optional.of(new Edit.Put(entry.carriedUntil(until)));
  }

  static boolean expired(Entry carried, Instant now) {
    return carried.carriedUntil().orElse(0) <= now.getEpochSecond();
  }
}
