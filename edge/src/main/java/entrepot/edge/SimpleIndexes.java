package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.listen.Target;
import entrepot.store.manifest.Manifests;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python's indexes within manifests: which representation of a folder a request wants, and where
 * the project is that it names otherwise than PEP 503 does. Blocks.
 */
final class SimpleIndexes {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final Pattern RUN = Pattern.compile("[._-]+");

  private final Manifests manifests;

  SimpleIndexes(Manifests manifests) {
    this.manifests = manifests;
  }

  /** What a folder ({@code null}: the root) offers; empty when it is no such index. */
  Optional<Offer> offered(Digest root, @Nullable TreePath folder) {
    return has(root, Representation.V1_JSON, folder)
        ? Optional.of(
            new Offer(
                has(root, Representation.HTML, folder),
                has(root, Representation.V1_HTML, folder),
                true))
        : Optional.empty();
  }

  private boolean has(Digest root, Representation representation, @Nullable TreePath folder) {
    return manifests.find(root, representation.in(folder)).isPresent();
  }

  /** What is wanted of that; empty when nothing fits. */
  static Optional<Representation> wanted(Offer offered, Wish wish) {
    return wish.format().isPresent()
        ? wish.format().flatMap(Representation::of).filter(offered::has)
        : Optional.ofNullable(Accept.best(wish.accept(), offered));
  }

  static Found unacceptable(Offer offered) {
    return new Found.Refused(
        406,
        "This index is to be had as %s; ask for one of them.".formatted(offered),
        Map.of("Vary", "Accept"));
  }

  /** The redirect to the normalised name of a project, if only that is there. */
  Optional<Found> normalised(Digest root, @Nullable TreePath path, boolean folder, Wish wish) {
    if (path == null) {
      return Optional.empty();
    }
    String whole = path.toString();
    int slash = whole.lastIndexOf('/');
    String name = whole.substring(slash + 1);
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    String normal = RUN.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    TreePath parent = slash < 0 ? null : TreePath.of(whole.substring(0, slash));
    boolean there =
        !normal.equals(name)
            && has(root, Representation.V1_JSON, parent)
            && has(
                root, Representation.V1_JSON, TreePath.of(whole.substring(0, slash + 1) + normal));
    return there
        ? Optional.of(new Found.Moved(301, (folder ? "../" : "./") + normal + "/" + query(wish)))
        : Optional.empty();
  }

  /** What of the query must not be lost on the way. */
  static String query(Wish wish) {
    return wish.format()
        .flatMap(Representation::of)
        .map(format -> "?format=" + Target.encodePart(format.mediaType()))
        .orElse("");
  }
}
