package entrepot.collect.pypi;

import entrepot.kit.http.Validators;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run remembers with its snapshot, for the next run: text by name. */
final class PypiFacts {
  private static final String ETAG = "etag.simple";
  private static final String LAST_MODIFIED = "last-modified.simple";
  private static final String SERIAL = "serial";
  private static final String SERIALS = "serials";
  private static final String FILES = "selection";
  private static final String PROJECTS = "projects";
  private static final int LONGEST = 1_000;

  private final Map<String, String> all;

  PypiFacts(Map<String, String> known) {
    this.all = new TreeMap<>(known);
  }

  Map<String, String> all() {
    return Map.copyOf(all);
  }

  /** What is carried of each project. */
  Optional<String> files() {
    return text(FILES);
  }

  /** Which projects are carried, as one digest. */
  Optional<String> projects() {
    return text(PROJECTS);
  }

  void selection(String files, String projects, PypiPolicy policy) {
    all.put(FILES, files);
    all.put(PROJECTS, projects);
    all.put("policy", policy.name());
  }

  /** By what the list of projects can be asked for conditionally. */
  Validators list() {
    return new Validators(text(ETAG), text(LAST_MODIFIED));
  }

  void list(Validators validators) {
    all.remove(ETAG);
    all.remove(LAST_MODIFIED);
    validators.etag().filter(t -> t.length() <= LONGEST).ifPresent(tag -> all.put(ETAG, tag));
    validators
        .lastModified()
        .filter(t -> t.length() <= LONGEST)
        .ifPresent(date -> all.put(LAST_MODIFIED, date));
  }

  /** The serial of the list of projects; {@link SerialList#UNKNOWN} where it had none. */
  long serial() {
    return text(SERIAL).map(Long::parseLong).orElse(SerialList.UNKNOWN);
  }

  void serial(long serial) {
    all.put(SERIAL, Long.toString(serial));
  }

  /** Whether the upstream's list says the serial of each project: it alone tells what changed. */
  boolean allSerials() {
    return "all".equals(all.get(SERIALS));
  }

  void allSerials(boolean known) {
    all.put(SERIALS, known ? "all" : "some");
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
