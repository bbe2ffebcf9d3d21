package entrepot.collect.rpm;

import entrepot.kit.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of the mirrors of a repository, none has what it should have. */
public final class NoUsableMirror extends Failure {
  private static final long serialVersionUID = 1L;

  private NoUsableMirror(String found, @Nullable Throwable cause) {
    super(found, "The former snapshot stays; try again later, or ask another list.", cause);
  }

  /** {@code tried} says what was found at each. */
  static NoUsableMirror of(String repository, List<String> tried, @Nullable Throwable cause) {
    return new NoUsableMirror(
        "looking for repomd.xml of %s: none of %d mirrors has a usable one: %s"
            .formatted(repository, tried.size(), String.join("; ", tried)),
        cause);
  }

  static NoUsableMirror none(String list) {
    return new NoUsableMirror(
        "reading the mirrors at %s: it names none by http or https".formatted(list), null);
  }
}
