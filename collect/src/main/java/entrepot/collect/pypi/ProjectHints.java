package entrepot.collect.pypi;

import entrepot.kit.Digest;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import java.nio.file.Path;
import java.util.Optional;

/** The hints of a run that speak of what its base tree has, and those that it learns. */
final class ProjectHints implements AutoCloseable {
  private final Store store;
  private final Optional<Digest> base;
  private final PageHints.Reading former;
  private final HintsAnew anew;

  ProjectHints(Store store, String tree, Optional<Digest> base, Path temporaryFolder) {
    this.store = store;
    this.base = base;
    PageHints hints = new PageHints(store.backend(), tree);
    this.former = hints.read();
    this.anew = new HintsAnew(hints, temporaryFolder);
  }

  /** The hint of that project, if it holds; to be asked for projects in ascending order. */
  Optional<PageHint> of(String project) {
    return former.of(project).filter(this::holds);
  }

  private boolean holds(PageHint hint) {
    Optional<Digest> json =
        base.flatMap(root -> store.manifests().find(root, TreePaths.json(hint.project())))
            .flatMap(Entry::sha256);
    return json.equals(Optional.of(hint.json()));
  }

  /** It holds still. */
  void keep(PageHint hint) {
    anew.keep(hint);
  }

  void learn(PageHint hint) {
    anew.learn(hint);
  }

  /** Replaces the former ones, unless nothing was learnt. */
  void write() {
    anew.write();
  }

  @Override
  public void close() {
    anew.close();
    former.close();
  }
}
