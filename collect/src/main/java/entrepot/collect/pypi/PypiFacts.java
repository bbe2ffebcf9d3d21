package entrepot.collect.pypi;

import entrepot.kit.http.Validators;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run remembers with its snapshot, for the next run: text by name. */
final class PypiFacts {
  private static final String ETAG = "etag.simple";
  private static final String LAST_MODIFIED = "last-modified.simple";
  private static final String SERIAL = "serial";
  private static final String SERIALS = "serials";
  private static final String WITHDRAWN = "withdrawn";
  private static final String WITHHELD = "withheld";
  private static final String AGED = "aged";
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

  /** What was withdrawn, as one digest. */
  String withdrawn() {
    return text(WITHDRAWN).orElse("");
  }

  /** Projects of which something was left out because it was withdrawn. */
  Set<String> withheld() {
    return text(WITHHELD).map(names -> Set.of(names.split(","))).orElse(Set.of());
  }

  /** Remembers that digest ("" for nothing), and of which projects something was left out. */
  void withdrawn(String digest, Set<String> projects) {
    all.remove(WITHDRAWN);
    all.remove(WITHHELD);
    if (!digest.isEmpty()) {
      all.put(WITHDRAWN, digest);
    }
    if (!projects.isEmpty()) {
      all.put(WITHHELD, String.join(",", new TreeSet<>(projects)));
    }
  }

  /** The day since 1970 on which files were last looked through for those that are too old. */
  String aged() {
    return text(AGED).orElse("");
  }

  void aged(String day) {
    all.remove(AGED);
    if (!day.isEmpty()) {
      all.put(AGED, day);
    }
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
