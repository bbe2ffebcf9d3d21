package entrepot.steering;

import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client's {@code repo} and {@code arch}, or its {@code path}, come to. */
sealed interface Asked {
  /**
   * A directory, or something below it.
   *
   * @param rest the path below the directory, as it was asked; empty: the directory itself
   * @param folder whether it is no file
   * @param header how a mirror list begins
   */
  record Found(Shelf shelf, String rest, boolean folder, String header) implements Asked {}

  /** Nothing that can be served; a sentence for the client, with its header. */
  record Refused(int status, String sentence) implements Asked {}

  Pattern SLASHES = Pattern.compile("/{2,}");
  int LONGEST_ECHO = 200;

  static Asked of(Query query, Serving serving) {
    String path = query.path();
    String repo = query.repo();
    String arch = query.arch();
    if (path != null) {
      return ofPath(path, serving);
    }
    if (repo == null || arch == null) {
      return new Refused(200, "# either path=, or repo= and arch= must be specified");
    }
    return ofRepository(repo, repo.contains("source") ? "source" : arch, serving);
  }

  private static Asked ofRepository(String repo, String arch, Serving serving) {
    String header = "# repo = " + echo(repo) + " arch = " + echo(arch) + " ";
    Optional<Shelf> shelf = serving.repository(repo, arch);
    if (shelf.isEmpty()) {
      return new Refused(404, header + "error: invalid repo or arch");
    }
    return shelf.get().disabled()
        ? new Refused(200, "repo disabled")
        : new Found(shelf.get(), "", true, header);
  }

  /** The longest part of the path that is a directory counts; the rest is below it. */
  private static Asked ofPath(String asked, Serving serving) {
    boolean slash = asked.endsWith("/");
    String path = trim(SLASHES.matcher(asked).replaceAll("/"));
    String header = "# path = " + echo(path) + " ";
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      Shelf shelf = serving.path(path.substring(0, end)).orElse(null);
      if (shelf != null) {
        String rest = end == path.length() ? "" : path.substring(end + 1);
        return isPath(rest) ? found(shelf, rest, slash, header) : invalidPath();
      }
    }
    return invalidPath();
  }

  private static Asked found(Shelf shelf, String rest, boolean slash, String header) {
    if (shelf.disabled()) {
      return new Refused(200, "repo disabled");
    }
    boolean repodata = rest.equals("repodata") && !shelf.repomd().isEmpty();
    return new Found(shelf, rest, slash || repodata || rest.isEmpty(), header);
  }

  private static Refused invalidPath() {
    return new Refused(404, "error: invalid path");
  }

  private static String trim(String path) {
    int from = path.startsWith("/") ? 1 : 0;
    int to = path.length() - (path.endsWith("/") ? 1 : 0);
    return from < to ? path.substring(from, to) : "";
  }

  private static boolean isPath(String rest) {
    try {
      return rest.isEmpty() || (TreePath.of(rest).length() > 0 && rest.indexOf('\ufffd') < 0);
    } catch (InvalidPath _) {
      return false;
    }
  }

  /** What a client said, without what could begin a new line, and not too long. */
  private static String echo(String said) {
    @Nullable StringBuilder safe = null;
    int length = Math.min(said.length(), LONGEST_ECHO);
    for (int i = 0; i < length; i++) {
      char c = said.charAt(i);
      if (c < ' ' || c > '~') {
        safe = safe == null ? new StringBuilder(said.substring(0, length)) : safe;
        safe.setCharAt(i, '?');
      }
    }
    return safe == null ? said.substring(0, length) : safe.toString();
  }
}
