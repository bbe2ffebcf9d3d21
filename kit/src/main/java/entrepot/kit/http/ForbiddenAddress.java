package entrepot.kit.http;

import java.net.URI;

/** A host, or a redirect to it, lies where no upstream may lie. */
public final class ForbiddenAddress extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  ForbiddenAddress(URI uri, String found, String next) {
    super(uri, found, next, null);
  }
}
