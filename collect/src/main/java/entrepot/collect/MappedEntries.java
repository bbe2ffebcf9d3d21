package entrepot.collect;

import entrepot.store.manifest.Entry;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/** Entries, each changed as it is asked for. */
record MappedEntries(Iterator<Entry> entries, UnaryOperator<Entry> change)
    implements Iterator<Entry> {
  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Entry next() {
    return change.apply(entries.next());
  }
}
