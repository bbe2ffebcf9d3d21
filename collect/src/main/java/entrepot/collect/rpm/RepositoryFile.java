package entrepot.collect.rpm;

import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import java.util.Collection;
import java.util.Comparator;

/**
 * A file of a tree as one of a repository.
 *
 * @param name at the source, relative to the folder that holds {@code repodata}
 */
record RepositoryFile(RpmRepository repository, String name) {
  /** Of the innermost repository in whose folder the entry lies. */
  static RepositoryFile of(Entry entry, Collection<RpmRepository> repositories) {
    String path = entry.path().toString();
    RpmRepository innermost =
        repositories.stream()
            .filter(r -> r.path().isEmpty() || path.startsWith(r.path() + "/"))
            .max(Comparator.comparingInt(r -> r.path().length()))
            .orElseThrow(() -> new IllegalStateException("no repository has " + path));
    return new RepositoryFile(
        innermost, entry.text(Extension.LOCATOR).orElseGet(() -> innermost.nameOf(entry.path())));
  }
}
