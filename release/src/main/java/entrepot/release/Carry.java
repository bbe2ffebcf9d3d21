package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.NameClash;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The carry that goes with a new snapshot: what the former snapshot and its carry have and the new
 * one has not. A path that the new snapshot has is served from there. Written straight into the
 * replica, where the blobs are already.
 */
final class Carry {
  private final Manifests manifests;

  Carry(Manifests manifests) {
    this.manifests = manifests;
  }

  /** The new carry; empty where nothing is carried. Both snapshots are on the replica. */
  Optional<Digest> after(TreeHead served, Digest snapshot, Instant now, Duration carry) {
    Digest former = served.carry().orElseGet(manifests::empty);
    Digest result;
    try (Pulled<Change> changes = changes(served.snapshot(), snapshot)) {
      result = manifests.edit(former, edits(changes, former, now, carry));
    } catch (NameClash _) {
      result = withoutClashes(former, served.snapshot(), snapshot, now, carry);
    }
    return manifests.summary(result).entries() == 0 ? Optional.empty() : Optional.of(result);
  }

  private Pulled<Change> changes(Digest from, Digest to) {
    return new Pulled<>(each -> manifests.diff(from, to, each));
  }

  private CarryEdits edits(Iterator<Change> changes, Digest former, Instant now, Duration carry) {
    return new CarryEdits(changes, manifests.entries(former), now, now.plus(carry));
  }

  /**
   * A file abandoned some days ago and a folder of its name abandoned now (or the other way round)
   * cannot both be carried: the younger is.
   */
  private Digest withoutClashes(
      Digest former, Digest from, Digest to, Instant now, Duration carry) {
    TreeMap<TreePath, Edit> edits = new TreeMap<>();
    try (Pulled<Change> changes = changes(from, to)) {
      edits(changes, former, now, carry).forEachRemaining(edit -> edits.put(edit.path(), edit));
    }
    TreeMap<TreePath, Edit> all = new TreeMap<>(edits);
    for (Iterator<Entry> carried = manifests.entries(former); carried.hasNext(); ) {
      TreePath path = carried.next().path();
      if (!edits.containsKey(path) && clashes(path, edits)) {
        all.put(path, new Edit.Remove(path));
      }
    }
    return manifests.edit(former, Collections.unmodifiableCollection(all.values()).iterator());
  }

  private static boolean clashes(TreePath carried, NavigableMap<TreePath, Edit> edits) {
    String text = carried.toString();
    for (int slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
      if (edits.get(TreePath.of(text.substring(0, slash))) instanceof Edit.Put) {
        return true;
      }
    }
    // 'carried/' sorts before all that lies below it.
    for (Edit edit : edits.tailMap(carried, false).values()) {
      if (edit instanceof Edit.Put && edit.path().isBelow(carried)) {
        return true;
      }
      if (edit.path().sharedWith(carried) < carried.length()) {
        return false;
      }
    }
    return false;
  }
}
