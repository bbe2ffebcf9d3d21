package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.TreeHead;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Removes the objects of a tree that its head no longer names: what the former snapshot, the former
 * carry, or a publication that did not end has and the new ones have not.
 */
final class Removing {
  private final BucketObjects objects;
  private final Names names;
  private final View now;
  private final List<String> keys = new ArrayList<>();
  private long removed;

  Removing(BucketObjects objects, Names names, View now) {
    this.objects = objects;
    this.names = names;
    this.now = now;
  }

  void after(Optional<TreeHead> former, List<Digest> halfDone) {
    Manifests manifests = now.manifests();
    former.ifPresent(head -> {
      manifests.diff(head.snapshot(), now.snapshot(), this::gone);
      head.carry().ifPresent(carry -> goneFromCarry(manifests, carry));
    });
    for (Digest other : halfDone) {
      manifests.diff(other, now.snapshot(), this::gone);
    }
    flush();
  }

  private void goneFromCarry(Manifests manifests, Digest carry) {
    if (now.carry().isPresent()) {
      manifests.diff(carry, now.carry().get(), this::gone);
    } else {
      manifests.entries(carry).forEachRemaining(this::unlessWanted);
    }
  }

  private void gone(Change change) {
    switch (change) {
      case Change.Added _ -> {}
      case Change.Removed(Entry entry) -> unlessWanted(entry);
      case Change.Modified(Entry before, Entry _) -> unlessWanted(before);
    }
  }

  /** Removes the object of that entry, and the page of its folder, unless they stay. */
  void unlessWanted(Entry entry) {
    TreePath path = entry.path();
    if (now.at(path).isEmpty()) {
      remove(names.file(now.tree(), path));
    }
    View.folderOf(path)
        .filter(folder -> now.page(folder).isEmpty())
        .ifPresent(folder -> remove(names.folder(now.tree(), folder)));
  }

  /** Removes the object of that entry, and the page of its folder, whatever the view says. */
  void removeWith(Entry entry) {
    remove(names.file(now.tree(), entry.path()));
    View.folderOf(entry.path()).ifPresent(folder -> remove(names.folder(now.tree(), folder)));
  }

  private void remove(String key) {
    keys.add(key);
    if (keys.size() == BucketObjects.MOST_DELETED) {
      flush();
    }
  }

  /** Removes what is noted down so far; answers how many in all. */
  long flush() {
    objects.delete(keys);
    removed += keys.size();
    keys.clear();
    return removed;
  }

  /** Removes what is carried and whose time is over. */
  void expired() {
    now.carry()
        .ifPresent(carry -> {
          for (Iterator<Entry> all = now.manifests().entries(carry); all.hasNext(); ) {
            Entry entry = all.next();
            if (View.expired(entry, now.now())) {
              unlessWanted(entry);
            }
          }
        });
    flush();
  }
}
