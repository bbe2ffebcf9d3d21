package entrepot.collect.wheels;

import entrepot.collect.python.CoreMetadata;
import entrepot.collect.python.PageWriter;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ProjectPage;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Python index as a snapshot, made by hand. */
final class TestIndex {
  private static final long TIME = 1_700_000_000;

  private record Held(ProjectFile file, String path) {}

  private final Store store;
  private final SortedMap<String, List<Held>> projects = new TreeMap<>();
  private final SortedMap<TreePath, Entry> entries = new TreeMap<>();

  TestIndex(Store store) {
    this.store = store;
  }

  TestIndex add(String project, String filename, byte[] content) {
    Digest sha256 = Digest.sha256Of(content);
    String path = "packages/%s/%s/%s".formatted(project, sha256.hex().substring(0, 12), filename);
    store.backend().put(Key.blob(sha256), content);
    put(Entry.present(TreePath.of(path), Role.PAYLOAD, content.length, TIME, sha256));
    ProjectFile file =
        new ProjectFile(
            filename,
            URI.create("http://nowhere.invalid/" + filename),
            List.of(sha256),
            OptionalLong.of(content.length),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            CoreMetadata.NONE,
            Optional.empty());
    projects.computeIfAbsent(project, _ -> new ArrayList<>()).add(new Held(file, path));
    return this;
  }

  Digest snapshot() {
    projects.forEach((project, files) -> {
      ProjectPage page =
          new ProjectPage(
              new ProjectName(project),
              files.stream().map(Held::file).toList(),
              List.of(),
              OptionalLong.empty(),
              Optional.empty());
      page(
          "simple/" + project + "/index.v1_json", PageWriter.json(page, file -> path(files, file)));
      page("simple/" + project + "/index.html", PageWriter.html(page, file -> path(files, file)));
    });
    return store.manifests().build(entries.values().iterator());
  }

  private static String path(List<Held> files, ProjectFile file) {
    return files.stream()
        .filter(held -> held.file.equals(file))
        .map(held -> "../../" + held.path)
        .findFirst()
        .orElseThrow();
  }

  private void page(String path, byte[] content) {
    Digest sha256 = Digest.sha256Of(content);
    store.backend().put(Key.blob(sha256), content);
    put(Entry.present(TreePath.of(path), Role.INDEX, content.length, TIME, sha256));
  }

  private void put(Entry entry) {
    entries.put(entry.path(), entry);
  }
}
