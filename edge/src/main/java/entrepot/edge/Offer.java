package entrepot.edge;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The representations that a folder has. */
record Offer(boolean html, boolean v1Html, boolean v1Json) {
  boolean has(Representation representation) {
    return switch (representation) {
      case HTML -> html;
      case V1_HTML -> v1Html;
      case V1_JSON -> v1Json;
    };
  }

  /** Their media types, for a sentence. */
  @Override
  public String toString() {
    return Arrays.stream(Representation.values())
        .filter(this::has)
        .map(Representation::mediaType)
        .collect(Collectors.joining(", "));
  }
}
