package entrepot.collect.apt;

import entrepot.collect.compress.Compression;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run remembers with its snapshot, for the next run: text by name. */
final class Facts {
  private static final String ETAG = "etag.";
  private static final String LAST_MODIFIED = "last-modified.";
  private static final String DIGEST = "digest.";
  private static final String DATE = "date.";
  private static final String VALID_UNTIL = "valid-until.";
  private static final String INDEX = "index.";
  private static final String SELECTION = "selection";

  /** Of no run. */
  static final Facts NONE = new Facts(Map.of());

  private final Map<String, String> all;

  Facts(Map<String, String> known) {
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

  /** The sha256 of a signed file. */
  Optional<Digest> digest(TreePath path) {
    return text(DIGEST + path).map(Digest::sha256);
  }

  /** Whether the run had that suite. */
  boolean has(String suite) {
    return all.containsKey(DATE + suite);
  }

  Validators validators(TreePath path) {
    return digest(path).isEmpty()
        ? Validators.NONE
        : new Validators(text(ETAG + path), text(LAST_MODIFIED + path));
  }

  /** The file as the upstream has it now. */
  void signed(SignedFile file) {
    TreePath path = file.path();
    all.put(DIGEST + path, file.sha256().hex());
    all.remove(ETAG + path);
    all.remove(LAST_MODIFIED + path);
    Validators validators = file.validators();
    validators.etag().ifPresent(tag -> all.put(ETAG + path, tag));
    validators.lastModified().ifPresent(date -> all.put(LAST_MODIFIED + path, date));
  }

  Optional<Instant> date(String suite) {
    return text(DATE + suite).map(Instant::parse);
  }

  Optional<Instant> validUntil(String suite) {
    return text(VALID_UNTIL + suite).map(Instant::parse);
  }

  void times(Suite suite) {
    all.put(DATE + suite.name(), suite.release().date().toString());
    suite
        .release()
        .validUntil()
        .ifPresent(at -> all.put(VALID_UNTIL + suite.name(), at.toString()));
  }

  /** In which compression an index was taken. */
  void chosen(FetchedIndex index) {
    String name = index.suite().folder() + "/" + index.wanted().path();
    all.put(INDEX + name, index.compression().name().toLowerCase(Locale.ROOT));
  }

  /** The index in the compression in which it was taken; empty where it was not. */
  Optional<Wanted> chosen(Suite suite, Wanted index) {
    return text(INDEX + suite.folder() + "/" + index.path())
        .map(word -> Compression.valueOf(word.toUpperCase(Locale.ROOT)))
        .flatMap(taken ->
            Optional.ofNullable(index.listed().get(taken))
                .map(file -> new Wanted(index.kind(), index.path(), Map.of(taken, file))));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
