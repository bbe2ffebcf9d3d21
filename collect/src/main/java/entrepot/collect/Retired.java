package entrepot.collect;

import entrepot.kit.TreePath;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Folders of a tree that get no more updates.
 *
 * @param kept what lies there stays as the parent has it; nothing is asked or fetched for it
 * @param gone nothing lies there any more, whatever the upstream has
 */
public record Retired(Set<TreePath> kept, Set<TreePath> gone) {
  /** All folders are updated. */
  public static final Retired NOTHING = new Retired(Set.of(), Set.of());

  public Retired {
    kept = Set.copyOf(kept);
    gone = Set.copyOf(gone);
  }

  /** Whether that file or folder stays as it is. */
  public boolean keeps(String path) {
    return !path.isEmpty() && !drops(path) && within(kept, path);
  }

  /** Whether that file or folder is gone. */
  public boolean drops(String path) {
    return !path.isEmpty() && within(gone, path);
  }

  /** Whether a sync is to look at that folder, or at what begins in it. */
  public boolean updates(String folder) {
    return !keeps(folder) && !drops(folder);
  }

  /** What a run remembers of kept folders: facts that are named by a word, a dot and a path. */
  public Map<String, String> keptFacts(Map<String, String> parent) {
    Map<String, String> facts = new TreeMap<>(parent);
    facts.keySet().removeIf(name -> !keeps(name.substring(name.indexOf('.') + 1)));
    return facts;
  }

  private static boolean within(Set<TreePath> folders, String path) {
    for (TreePath folder : folders) {
      String text = folder.toString();
      if (path.startsWith(text)
          && (path.length() == text.length() || path.charAt(text.length()) == '/')) {
        return true;
      }
    }
    return false;
  }
}
