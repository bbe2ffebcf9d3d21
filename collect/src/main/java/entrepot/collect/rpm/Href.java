package entrepot.collect.rpm;

import entrepot.collect.HostileIndex;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Says where a file lies that metadata names, as the clients of RPM repositories read an href. */
final class Href {
  /** Where it lies. */
  sealed interface Place {
    /**
     * In the repository.
     *
     * @param path in the tree
     * @param locator in the source's repository, where that differs from the path
     */
    record Inside(TreePath path, Optional<String> locator) implements Place {}

    /** On another host or in another repository: clients go there by themselves. */
    record Elsewhere(String address) implements Place {}

    /** Nowhere that a tree could have it. */
    record Nowhere(String reason) implements Place {}
  }

  private final RpmRepository repository;
  private final List<String> bases;
  private final String where;

  /** {@code bases} are the repository's own addresses, with a slash at the end. */
  Href(RpmRepository repository, List<String> bases, String where) {
    this.repository = repository;
    this.bases = bases;
    this.where = where;
  }

  /** Throws {@link HostileIndex} when it leads out of the repository. */
  Place place(String href, Optional<String> base) {
    Optional<String> other = base.filter(b -> !b.isEmpty() && !b.equals(".") && !b.equals("./"));
    String file = href;
    if (other.isPresent() && !href.contains("://")) {
      file = other.get().endsWith("/") ? other.get() + href : other.get() + "/" + href;
    }
    if (other.isEmpty() && !file.contains("://")) {
      return inside(file);
    }
    for (String own : bases) {
      if (file.startsWith(own)) {
        return inside(file.substring(own.length()));
      }
    }
    return new Place.Elsewhere(file);
  }

  private Place inside(String href) {
    try {
      return isPlain(href)
          ? new Place.Inside(repository.at(href), Optional.empty())
          : normalised(href);
    } catch (InvalidPath e) {
      return new Place.Nowhere(String.valueOf(e.getMessage()));
    }
  }

  /** Whether href and path are the same, as is usual. */
  private static boolean isPlain(String href) {
    char before = '/';
    for (int i = 0; i < href.length(); i++) {
      char c = href.charAt(i);
      if (c == '%' || c == '?' || c == '#' || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return before != '/';
  }

  private Place normalised(String href) {
    if (href.contains("?") || href.contains("#")) {
      return new Place.Nowhere("a '?' or '#' ends the path that a client asks for");
    }
    Optional<String> decoded = decoded(href);
    if (decoded.isEmpty()) {
      return new Place.Nowhere(
          "it has a '%' that is no escape, or escapes a slash or what is no UTF-8");
    }
    Deque<String> parts = new ArrayDeque<>();
    boolean gaps = false;
    boolean dots = false;
    String relative = withoutLeadingSlashes(decoded.get());
    for (String part : relative.split("/", -1)) {
      switch (part) {
        case "" -> gaps = true;
        case "." -> dots = true;
        case ".." -> {
          dots = true;
          if (parts.pollLast() == null) {
            throw new HostileIndex(
                where, "it names '%s', which is outside of the repository".formatted(shown(href)));
          }
        }
        default -> parts.addLast(part);
      }
    }
    if (parts.isEmpty() || relative.endsWith("/") || (gaps && dots)) {
      return new Place.Nowhere("it is no path of a file");
    }
    // Servers of files read 'a//b' as 'a/b', but for S3 these are two names.
    return new Place.Inside(
        repository.at(String.join("/", parts)), gaps ? Optional.of(relative) : Optional.empty());
  }

  private static String withoutLeadingSlashes(String path) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    return path.substring(start);
  }

  private static Optional<String> decoded(String href) {
    if (href.indexOf('%') < 0) {
      return Optional.of(href);
    }
    byte[] bytes = href.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      int value = high * 16 + low;
      if (high < 0 || low < 0 || value == '/') {
        return Optional.empty();
      }
      out.write(value);
      i += 2;
    }
    String text = out.toString(StandardCharsets.UTF_8);
    return Optional.of(text)
        .filter(t -> Arrays.equals(t.getBytes(StandardCharsets.UTF_8), out.toByteArray()));
  }

  private static String shown(String href) {
    return href.length() > 120 ? href.substring(0, 120) + "…" : href;
  }
}
