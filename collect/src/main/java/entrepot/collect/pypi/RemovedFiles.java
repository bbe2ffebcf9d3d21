package entrepot.collect.pypi;

import entrepot.collect.python.IndexFormat;
import entrepot.collect.python.PageLimits;
import entrepot.collect.python.PageReader;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ProjectPage;
import entrepot.collect.python.ReadPage;
import entrepot.collect.python.RefusedFile;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what our own former page of a project names, and the upstream's names no more. */
final class RemovedFiles {
  /** Our links are relative; nobody follows what becomes of them here. */
  private static final URI NOWHERE = URI.create("http://tree.invalid/simple/");

  private final Backend backend;

  RemovedFiles(Backend backend) {
    this.backend = backend;
  }

  /** The former page with those files alone. */
  ProjectPage of(ReadPage upstream, FormerProject former) {
    ProjectName name = upstream.page().name();
    Optional<Entry> json = former.find(TreePaths.json(name.value()));
    if (json.isEmpty()) {
      return upstream.page().with(List.of(), List.of());
    }
    Set<String> named = new HashSet<>();
    upstream.page().files().forEach(file -> named.add(file.filename()));
    upstream.refused().stream().map(RefusedFile::filename).forEach(named::add);
    ProjectPage before = read(json.get(), name);
    List<ProjectFile> removed =
        before.files().stream().filter(file -> !named.contains(file.filename())).toList();
    return before.with(removed, removed.isEmpty() ? List.of() : before.versions());
  }

  private ProjectPage read(Entry json, ProjectName name) {
    try (InputStream body = backend.open(Key.blob(json.sha256().orElseThrow()), 0)) {
      return new PageReader(PageLimits.DEFAULT)
          .read(body, IndexFormat.JSON, NOWHERE.resolve(name + "/"), name)
          .page();
    } catch (IOException e) {
      throw new UncheckedIOException("reading our own page of " + name, e);
    }
  }
}
