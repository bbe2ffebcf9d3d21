package entrepot.edge;

import entrepot.kit.TreePath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which a folder of a Python index may be had (PEP 503, 629, 691), each a file of its
 * own: a folder that has an {@code index.v1_json} is one of those.
 */
enum Representation {
  HTML("index.html", "", "text/html", "text/html"),
  V1_HTML(
      "index.v1_html",
      "-h",
      "application/vnd.pypi.simple.v1+html",
      "application/vnd.pypi.simple.latest+html"),
  V1_JSON(
      "index.v1_json",
      "-j",
      "application/vnd.pypi.simple.v1+json",
      "application/vnd.pypi.simple.latest+json");

  private static final Representation[] ALL = values();

  private final String file;
  private final String mark;
  private final String mediaType;
  private final String latest;

  Representation(String file, String mark, String mediaType, String latest) {
    this.file = file;
    this.mark = mark;
    this.mediaType = mediaType;
    this.latest = latest;
  }

  /** Where a folder ({@code null}: the tree's root) has it. */
  TreePath in(@Nullable TreePath folder) {
    return TreePath.of(folder == null ? file : folder + "/" + file);
  }

  /** Tells its ETag from those of others with the same bytes (RFC 9110 §8.8.1). */
  String mark() {
    return mark;
  }

  /** Its own media type; {@code …latest+…} is only asked for. */
  String mediaType() {
    return mediaType;
  }

  /** Whether the text from {@code start} to before {@code end} names its media type. */
  boolean named(String text, int start, int end) {
    return AcceptRange.same(mediaType, text, start, end)
        || AcceptRange.same(latest, text, start, end);
  }

  /** The one that a media type names. */
  static Optional<Representation> of(String mediaType) {
    for (Representation each : ALL) {
      if (each.named(mediaType, 0, mediaType.length())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
