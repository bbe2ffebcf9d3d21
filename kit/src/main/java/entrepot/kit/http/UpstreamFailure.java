package entrepot.kit.http;

import entrepot.kit.Failure;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A file could not be fetched; the message names it without credentials. */
public abstract sealed class UpstreamFailure extends Failure
    permits ForbiddenAddress,
        ForbiddenRedirect,
        UnexpectedEncoding,
        UpstreamChanged,
        UpstreamRefused,
        UpstreamStalled,
        UpstreamTooLarge,
        UpstreamUnreachable {
  private static final long serialVersionUID = 1L;

  UpstreamFailure(URI uri, String found, String next, @Nullable Throwable cause) {
    super("fetching %s: %s".formatted(Shown.of(uri), found), next, cause);
  }
}
