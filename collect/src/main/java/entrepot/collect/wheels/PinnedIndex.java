package entrepot.collect.wheels;

import entrepot.collect.python.IndexFormat;
import entrepot.collect.python.PageLimits;
import entrepot.collect.python.PageReader;
import entrepot.collect.python.PageRefused;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ProjectPage;
import entrepot.kit.Digest;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.fill.Fillings;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One snapshot of a tree that is a Python index: what builds may see of the world. */
final class PinnedIndex {
  private static final URI BASE = URI.create("http://index.invalid/");
  private static final PageReader READER = new PageReader(PageLimits.DEFAULT);

  private final Store store;
  private final Fillings fillings;
  private final String tree;
  private final Digest snapshot;

  /** Lazy files are fetched through {@code fillings}, which fills the store's backend. */
  PinnedIndex(Store store, Fillings fillings, String tree, Digest snapshot) {
    this.store = store;
    this.fillings = fillings;
    this.tree = tree;
    this.snapshot = snapshot;
  }

  String tree() {
    return tree;
  }

  Digest snapshot() {
    return snapshot;
  }

  /** The file of that path, if the snapshot has it and it is not quarantined. */
  Optional<Entry> file(String path) {
    try {
      return store
          .manifests()
          .find(snapshot, TreePath.of(path))
          .filter(entry -> entry.state() != State.MISSING);
    } catch (InvalidPath e) {
      return Optional.empty();
    }
  }

  /** The project's page; empty where the index does not have the project. */
  Optional<ProjectPage> page(ProjectName project) {
    return page("simple/" + project + "/");
  }

  private Optional<ProjectPage> page(String folder) {
    Optional<Entry> json = file(folder + "index.v1_json");
    String[] parts = folder.split("/", -1);
    if (json.isEmpty() || parts.length != 3 || !parts[0].equals("simple")) {
      return Optional.empty();
    }
    Optional<ProjectName> name = ProjectName.parse(parts[1]);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream body = open(json.get())) {
      return Optional.of(
          READER.read(body, IndexFormat.JSON, BASE.resolve(folder), name.get()).page());
    } catch (PageRefused e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder + " of " + tree, e);
    }
  }

  /** Where in the tree a file of a page lies; empty where it lies elsewhere. */
  Optional<String> path(ProjectFile file) {
    return BASE.getHost().equals(file.url().getHost())
        ? Optional.of(file.url().getPath().substring(1))
        : Optional.empty();
  }

  /** The bytes; has them fetched first where the entry is lazy. */
  InputStream open(Entry entry) {
    return store.backend().open(Key.blob(sha256(entry)), 0);
  }

  /** The sha256 under which the store has the entry's bytes; has them fetched where it is lazy. */
  Digest sha256(Entry entry) {
    return entry.state() == State.PRESENT
        ? entry.sha256().orElseThrow()
        : fillings.fill(tree, entry);
  }

  /**
   * What a build that asked for this saw of it, as far as it can change what is built: of a
   * project's page the files, with all that a client chooses by. {@code absent} where there is
   * nothing.
   */
  String seen(String path) {
    if (path.endsWith("/")) {
      return page(path).map(PinnedIndex::choices).orElse("absent");
    }
    return file(path)
        .map(entry -> entry.digests().stream().map(Digest::toString).findFirst().orElse("unknown"))
        .orElse("absent");
  }

  private static String choices(ProjectPage page) {
    String files =
        page.files().stream()
            .map(file ->
                List.of(
                        file.filename(),
                        file.hashes().toString(),
                        file.requiresPython().toString(),
                        file.yanked().toString())
                    .toString())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Digest.sha256Of(files.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
