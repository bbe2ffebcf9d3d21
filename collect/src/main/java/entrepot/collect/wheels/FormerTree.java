package entrepot.collect.wheels;

import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the former snapshot of a tree of wheels had, by platform and project. */
final class FormerTree {
  private final SortedMap<String, List<Entry>> byFolder = new TreeMap<>();

  FormerTree(Store store, Optional<Digest> snapshot) {
    if (snapshot.isEmpty()) {
      return;
    }
    Iterator<Entry> entries = store.manifests().entries(snapshot.get());
    while (entries.hasNext()) {
      Entry entry = entries.next();
      String path = entry.path().toString();
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      byFolder.computeIfAbsent(folder, _ -> new ArrayList<>()).add(entry);
    }
  }

  /** All of a platform. */
  List<Entry> platform(String platform) {
    return byFolder.entrySet().stream()
        .filter(folder -> folder.getKey().startsWith(platform + "/"))
        .flatMap(folder -> folder.getValue().stream())
        .toList();
  }

  /** A project's page and wheel; empty where there was no wheel. */
  List<Entry> project(String platform, ProjectName project) {
    List<Entry> entries = byFolder.getOrDefault(platform + "/" + project + "/", List.of());
    return entries.stream().anyMatch(e -> e.role() == Role.PAYLOAD) ? entries : List.of();
  }

  /** The file name of the former wheel. */
  static String wheel(List<Entry> project) {
    return project.stream()
        .map(entry -> entry.path().toString())
        .filter(path -> path.endsWith(".whl"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .findFirst()
        .orElse("");
  }
}
