package entrepot.collect;

import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.util.List;

/** Decides what becomes of a path that is named more than once. */
public final class Conflict {
  private final Quarantine quarantine;

  /** Tells the quarantine what nobody can decide. */
  public Conflict(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /**
   * One entry, if both mean the same bytes: a package is often named by several indexes. Else
   * nobody can say which is right: the file is quarantined, without a digest, so that no fetch is
   * tried. A package under the name of an index or an entry point is an attack.
   */
  public Entry of(Entry earlier, Entry later) {
    boolean same = earlier.size() == later.size() && earlier.digests().equals(later.digests());
    if (earlier.role() != later.role()) {
      throw new HostileIndex(
          earlier.path().toString(), "a package has the name of this index or entry point");
    }
    if (same) {
      return later.mtime() < earlier.mtime() ? later : earlier;
    }
    if (earlier.role() != Role.PAYLOAD) {
      throw new HostileIndex(earlier.path().toString(), "it is listed with different digests");
    }
    if (earlier.state() == State.MISSING) {
      return earlier;
    }
    return quarantine.missing(
        new Entry(
            earlier.path(),
            Role.PAYLOAD,
            State.MISSING,
            Entry.UNKNOWN_SIZE,
            Math.min(earlier.mtime(), later.mtime()),
            List.of(),
            List.of()),
        "indexes name it with different sizes or digests");
  }
}
