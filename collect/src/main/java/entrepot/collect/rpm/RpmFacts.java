package entrepot.collect.rpm;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run remembers with its snapshot, for the next run: text by name. */
final class RpmFacts {
  private static final String ETAG = "etag.";
  private static final String LAST_MODIFIED = "last-modified.";
  private static final String DIGEST = "digest.";
  private static final String MIRROR = "mirror.";
  private static final String TIMESTAMP = "timestamp.";
  private static final String REVISION = "revision.";
  private static final String SELECTION = "selection";

  /** Of no run. */
  static final RpmFacts NONE = new RpmFacts(Map.of());

  private final Map<String, String> all;

  RpmFacts(Map<String, String> known) {
    this.all = new TreeMap<>(known);
  }

  Map<String, String> all() {
    return Map.copyOf(all);
  }

  /** The configuration that the snapshot was made by. */
  Optional<String> selection() {
    return text(SELECTION);
  }

  void selection(String text) {
    all.put(SELECTION, text);
  }

  void policy(String policy) {
    all.put("policy", policy);
  }

  /** The sha256 of an entry point. */
  Optional<Digest> digest(TreePath path) {
    return text(DIGEST + path).map(Digest::sha256);
  }

  /** Those of a repomd.xml, if that mirror gave it: another's mean nothing there. */
  Validators validators(TreePath repomd, Mirror mirror) {
    return digest(repomd).isEmpty() || !mirror(repomd).equals(mirror.shown())
        ? Validators.NONE
        : validators(repomd);
  }

  Validators validators(TreePath path) {
    return new Validators(text(ETAG + path), text(LAST_MODIFIED + path));
  }

  /** The time of a repository's repomd.xml, in seconds since 1970; 0 where it had none. */
  long timestamp(RpmRepository repository) {
    return text(TIMESTAMP + repository.path()).map(Numbers::seconds).orElse(0L);
  }

  /** The revision of a repository's repomd.xml, where that was a number. */
  long revision(RpmRepository repository) {
    return text(REVISION + repository.path()).map(Numbers::seconds).orElse(0L);
  }

  void pinned(PinnedRepository pinned) {
    String path = pinned.repository().path();
    all.put(TIMESTAMP + path, Long.toString(pinned.repomd().timestamp()));
    pinned.repomd().revision().ifPresent(revision -> all.put(REVISION + path, revision));
    pinned.files().forEach(this::file);
  }

  /** The file as the upstream has it now. */
  void file(EntryFile file) {
    TreePath path = file.path();
    all.put(DIGEST + path, file.sha256().hex());
    all.put(MIRROR + path, file.mirror());
    all.remove(ETAG + path);
    all.remove(LAST_MODIFIED + path);
    file.validators().etag().ifPresent(tag -> all.put(ETAG + path, tag));
    file.validators().lastModified().ifPresent(date -> all.put(LAST_MODIFIED + path, date));
  }

  /** Which mirror gave the file. */
  String mirror(TreePath path) {
    return text(MIRROR + path).orElse("");
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
