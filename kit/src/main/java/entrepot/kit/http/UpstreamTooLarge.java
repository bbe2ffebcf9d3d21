package entrepot.kit.http;

import java.net.URI;

/** More bytes than the index names, or than the configuration allows. */
public final class UpstreamTooLarge extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  UpstreamTooLarge(URI uri, long limit, boolean expected) {
    super(
        uri,
        expected
            ? "more than the %d bytes came that its index names".formatted(limit)
            : "more than the allowed %d bytes came".formatted(limit),
        expected
            ? "The upstream is being changed or is broken: try again later."
            : "If a file may be that large, raise the limit in the configuration.",
        null);
  }
}
