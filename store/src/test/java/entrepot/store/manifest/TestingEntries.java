package entrepot.store.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;

/** Entries for tests, and the plain ways to do what manifests do cleverly. */
final class TestingEntries {
  private TestingEntries() {}

  /** A present file whose content is named by a number. */
  static Entry entry(String path, int content) {
    Digest digest = Digest.sha256Of(Integer.toString(content).getBytes(UTF_8));
    return Entry.present(TreePath.of(path), Role.PAYLOAD, 1000L + content, content, digest);
  }

  static List<Entry> all(Iterator<Entry> entries) {
    List<Entry> all = new ArrayList<>();
    entries.forEachRemaining(all::add);
    return all;
  }

  static List<Change> diff(SortedMap<TreePath, Entry> before, SortedMap<TreePath, Entry> after) {
    List<Change> changes = new ArrayList<>();
    SortedMap<TreePath, Entry> both = new java.util.TreeMap<>(before);
    both.putAll(after);
    for (TreePath path : both.keySet()) {
      Entry one = before.get(path);
      Entry other = after.get(path);
      if (one == null && other != null) {
        changes.add(new Change.Added(other));
      } else if (one != null && other == null) {
        changes.add(new Change.Removed(one));
      } else if (one != null && other != null && !one.equals(other)) {
        changes.add(new Change.Modified(one, other));
      }
    }
    return changes;
  }
}
