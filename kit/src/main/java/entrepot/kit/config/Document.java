package entrepot.kit.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** A configuration file that has been read: its values, where each stands, and what is wrong. */
final class Document {
  /**
   * Where a value stands and how it was written.
   *
   * @param text a scalar's own letters, before YAML made a number or a truth of them
   */
  record Place(int line, int column, @Nullable String text) {}

  private static final Place START = new Place(1, 1, null);

  private static final Pattern CREDENTIALS = Pattern.compile("//[^/\\s]*@");

  private final Path file;
  private final Map<String, Place> places = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> unread = new TreeSet<>();
  private JsonNode root = NullNode.instance;

  Document(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  JsonNode root() {
    return root;
  }

  void root(JsonNode node) {
    this.root = node;
  }

  void place(String pointer, Place place) {
    places.put(pointer, place);
    unread.add(pointer);
  }

  void read(String pointer) {
    unread.remove(pointer);
  }

  /** What stands in the file and no code has asked for. */
  Set<String> unread() {
    return unread;
  }

  /** How the scalar at the pointer was written; null for lists and groups. */
  @Nullable String textAt(String pointer) {
    Place place = places.get(pointer);
    return place == null ? null : place.text();
  }

  void error(String pointer, String message, String fix) {
    Place place = nearest(pointer);
    error(place.line(), place.column(), pointer, message, fix);
  }

  void error(int line, int column, String pointer, String message, String fix) {
    add(Problem.Level.ERROR, new Place(line, column, null), pointer, message, fix);
  }

  void warning(String pointer, String message, String fix) {
    add(Problem.Level.WARNING, nearest(pointer), pointer, message, fix);
  }

  private void add(Problem.Level level, Place place, String pointer, String message, String fix) {
    problems.add(
        new Problem(
            level,
            file,
            place.line(),
            place.column(),
            pointer,
            withoutCredentials(message),
            withoutCredentials(fix)));
  }

  /** Wherever in the file somebody wrote a URL with a password, no message repeats it. */
  private static String withoutCredentials(String text) {
    return CREDENTIALS.matcher(text).replaceAll("//…@");
  }

  /** The problems in the order of the file. */
  List<Problem> problems() {
    return problems.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  /** Throws when there is an error. */
  void check() {
    if (problems.stream().anyMatch(p -> p.level() == Problem.Level.ERROR)) {
      throw new InvalidConfiguration(problems());
    }
  }

  /** A missing key is reported where the group stands that lacks it. */
  private Place nearest(String pointer) {
    String at = pointer;
    while (!at.isEmpty() && !places.containsKey(at)) {
      at = Pointers.parent(at);
    }
    return places.getOrDefault(at, START);
  }
}
