package entrepot.collect.files;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run remembers with its snapshot, for the next run: text by name. */
final class Remembered {
  private static final String ETAG = "etag.";
  private static final String LAST_MODIFIED = "last-modified.";
  private static final String DIGEST = "digest.";
  private static final String SIGNATURE = "signature.";
  private static final String SELECTION = "selection";

  /** Of no run. */
  static final Remembered NOTHING = new Remembered(Map.of());

  private final Map<String, String> all;

  Remembered(Map<String, String> known) {
    this.all = new TreeMap<>(known);
  }

  /** Of a run with that selection and policy. */
  static Remembered of(FilesSource source, String selection) {
    var remembered = new Remembered(Map.of());
    remembered.all.put(SELECTION, selection);
    remembered.all.put("policy", source.policy().name());
    return remembered;
  }

  /** What is remembered of folders that no run looks at. */
  void keep(Map<String, String> facts) {
    all.putAll(facts);
  }

  Map<String, String> all() {
    return Map.copyOf(all);
  }

  /** Whether the snapshot was made by that configuration. */
  boolean isOf(String selection) {
    return selection.equals(all.get(SELECTION));
  }

  /** The sha256 of a checksum file or of its signature. */
  Optional<Digest> digest(TreePath path) {
    return text(DIGEST + path).map(Digest::sha256);
  }

  /** Where the signature of a checksum file is. */
  Optional<TreePath> signature(TreePath checksumFile) {
    return text(SIGNATURE + checksumFile).map(TreePath::of);
  }

  Validators validators(TreePath path) {
    return digest(path).isEmpty()
        ? Validators.NONE
        : new Validators(text(ETAG + path), text(LAST_MODIFIED + path));
  }

  /** A file as the upstream has it now. */
  void fetched(FetchedFile file) {
    TreePath path = file.path();
    all.put(DIGEST + path, file.sha256().hex());
    all.remove(ETAG + path);
    all.remove(LAST_MODIFIED + path);
    Validators validators = file.validators();
    validators.etag().ifPresent(tag -> all.put(ETAG + path, tag));
    validators.lastModified().ifPresent(date -> all.put(LAST_MODIFIED + path, date));
  }

  /** A checksum file with its signature. */
  void took(ChecksumFile file) {
    fetched(file.file());
    file.signature()
        .ifPresent(signature -> {
          fetched(signature);
          all.put(SIGNATURE + file.path(), signature.path().toString());
        });
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
