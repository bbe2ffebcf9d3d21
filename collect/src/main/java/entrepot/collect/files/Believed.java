package entrepot.collect.files;

import entrepot.collect.Quarantine;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.util.Iterator;

/**
 * Entries as they come, but for those that only a refused checksum vouches for: they are missing.
 */
record Believed(Iterator<Entry> entries, Quarantine quarantine) implements Iterator<Entry> {
  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Entry next() {
    Entry entry = entries.next();
    return entry.state() == State.LAZY && entry.digests().isEmpty()
        ? quarantine.missing(entry, "its checksum is MD5 or of an unknown kind, which is refused")
        : entry;
  }
}
