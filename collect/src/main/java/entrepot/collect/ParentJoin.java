package entrepot.collect;

import entrepot.store.manifest.Entry;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a parent's entries beside new ones, both ascending: what did not change keeps its
 * modification time, and is known to be in the store.
 */
public final class ParentJoin {
  private final Iterator<Entry> parent;
  private @Nullable Entry ahead;

  /** With the entries of the parent, ascending. */
  public ParentJoin(Iterator<Entry> parent) {
    this.parent = parent;
    advance();
  }

  /** The parent's entry at the path of {@code now}, if it has the same bytes. */
  public Optional<Entry> same(Entry now) {
    while (ahead != null && ahead.path().compareTo(now.path()) < 0) {
      advance();
    }
    Entry before = ahead;
    boolean same =
        before != null
            && before.path().equals(now.path())
            && (before.size() == now.size() || now.size() == Entry.UNKNOWN_SIZE)
            && before.digests().containsAll(now.digests());
    return same ? Optional.ofNullable(before) : Optional.empty();
  }

  private void advance() {
    ahead = parent.hasNext() ? parent.next() : null;
  }
}
