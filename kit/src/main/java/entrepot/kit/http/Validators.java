package entrepot.kit.http;

import java.util.Optional;

/** What an upstream gives to ask later whether a file changed: header values, verbatim. */
public record Validators(Optional<String> etag, Optional<String> lastModified) {
  /** Of an upstream that gives none, or of a file that was never fetched. */
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  /** Whether there is neither. */
  public boolean isEmpty() {
    return etag.isEmpty() && lastModified.isEmpty();
  }

  /** The ETag, when it promises equal bytes. */
  Optional<String> strongEtag() {
    return etag.filter(tag -> tag.startsWith("\""));
  }
}
