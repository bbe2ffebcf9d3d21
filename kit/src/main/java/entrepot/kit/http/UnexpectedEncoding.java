package entrepot.kit.http;

import java.net.URI;

/** A body came encoded although the file's own bytes were asked for. */
public final class UnexpectedEncoding extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  UnexpectedEncoding(URI uri, String encoding) {
    super(
        uri,
        "the body came with Content-Encoding '%s', which was not asked for".formatted(encoding),
        "Something between here and the upstream changes files: go around it.",
        null);
  }
}
