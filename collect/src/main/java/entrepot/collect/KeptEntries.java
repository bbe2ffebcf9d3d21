package entrepot.collect;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The parent's entries in the folders that stay as they are, ascending. */
final class KeptEntries implements Iterator<Entry> {
  private final Manifests manifests;
  private final Digest parent;
  private final Iterator<TreePath> folders;
  private Iterator<Entry> within = Collections.emptyIterator();

  KeptEntries(Manifests manifests, Digest parent, Retired retired) {
    this.manifests = manifests;
    this.parent = parent;
    this.folders = inOrder(retired).iterator();
  }

  /** No folder lies in another, and they come in the order of what lies in them. */
  private static List<TreePath> inOrder(Retired retired) {
    List<TreePath> folders = new ArrayList<>(retired.kept());
    folders.removeIf(folder -> retired.kept().stream().anyMatch(folder::isBelow));
    // 'a-b/x' comes before 'a/x', though 'a' comes before 'a-b'.
    folders.sort(Comparator.comparing(folder -> TreePath.of(folder + "/0")));
    return folders;
  }

  @Override
  public boolean hasNext() {
    while (!within.hasNext() && folders.hasNext()) {
      within = manifests.entries(parent, folders.next());
    }
    return within.hasNext();
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return within.next();
  }

  /** The entries of a run, with those of retired folders left out and these in their place. */
  static Iterator<Entry> instead(
      Iterator<Entry> sorted, Manifests manifests, @Nullable Digest parent, Retired retired) {
    if (retired.equals(Retired.NOTHING)) {
      return sorted;
    }
    Some updated = new Some(sorted, entry -> retired.updates(entry.path().toString()));
    return parent == null
        ? updated
        : new Both(
            updated,
            new Some(
                new KeptEntries(manifests, parent, retired),
                entry -> retired.keeps(entry.path().toString())));
  }

  /** Those that are wanted. */
  private static final class Some implements Iterator<Entry> {
    private final Iterator<Entry> all;
    private final Predicate<Entry> wanted;
    private @Nullable Entry ahead;

    Some(Iterator<Entry> all, Predicate<Entry> wanted) {
      this.all = all;
      this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
      while (ahead == null && all.hasNext()) {
        Entry entry = all.next();
        ahead = wanted.test(entry) ? entry : null;
      }
      return ahead != null;
    }

    @Override
    public Entry next() {
      Entry entry = peek();
      ahead = null;
      return entry;
    }

    Entry peek() {
      if (!hasNext() || ahead == null) {
        throw new NoSuchElementException();
      }
      return ahead;
    }
  }

  /** Two in one, ascending. */
  private record Both(Some first, Some second) implements Iterator<Entry> {
    @Override
    public boolean hasNext() {
      return first.hasNext() || second.hasNext();
    }

    @Override
    public Entry next() {
      boolean fromFirst =
          first.hasNext()
              && (!second.hasNext() || first.peek().path().compareTo(second.peek().path()) < 0);
      return fromFirst ? first.next() : second.next();
    }
  }
}
