package entrepot.collect.files;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one look at each checksum file of an upstream brought, and whether it is news. */
final class ChecksumLooks {
  private final ChecksumFetch fetch;
  private final Backend backend;
  private final Remembered parent;
  private final Map<TreePath, Optional<FetchedFile>> found = new LinkedHashMap<>();

  /** {@code parent}: what is remembered of the run to compare with. */
  ChecksumLooks(ChecksumFetch fetch, Backend backend, Remembered parent) {
    this.fetch = fetch;
    this.backend = backend;
    this.parent = parent;
  }

  void lookAt(List<String> paths) {
    long left = ChecksumFetch.MAX_CHECKSUMS_IN_ALL;
    for (String path : paths) {
      TreePath checked = TreePath.of(path);
      Optional<FetchedFile> file = fetch.look(checked, parent, left);
      left -= file.map(f -> f.content().length).orElse(0);
      found.put(checked, file);
    }
  }

  /** Whether each checksum file has the bytes that the parent was made of. */
  boolean nothingNew() {
    return found.values().stream().flatMap(Optional::stream).allMatch(this::isKnown);
  }

  private boolean isKnown(FetchedFile file) {
    return parent.digest(file.path()).equals(Optional.of(file.sha256()));
  }

  /** The parent's facts, with the validators of today. */
  Remembered refreshed() {
    Remembered fresh = new Remembered(parent.all());
    found.values().stream().flatMap(Optional::stream).forEach(fresh::fetched);
    return fresh;
  }

  /** All checksum files with their signatures: those without news from the store. */
  List<ChecksumFile> files() {
    List<ChecksumFile> files = new ArrayList<>();
    found.forEach((path, file) -> {
      boolean same = file.isEmpty() || isKnown(file.get());
      files.add(same ? recalled(path) : fetch.signed(file.get()));
    });
    return files;
  }

  private ChecksumFile recalled(TreePath path) {
    Remembered fresh = refreshed();
    try {
      return new ChecksumFile(
          recall(path, fresh), parent.signature(path).map(signature -> recall(signature, fresh)));
    } catch (ObjectMissing e) {
      // The store lost one of them: as if there had been no parent.
      return fetch.anew(path);
    }
  }

  private FetchedFile recall(TreePath path, Remembered known) {
    Digest digest = known.digest(path).orElseThrow();
    return new FetchedFile(path, backend.load(Key.blob(digest)), known.validators(path));
  }
}
