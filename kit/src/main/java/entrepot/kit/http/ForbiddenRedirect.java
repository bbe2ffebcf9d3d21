package entrepot.kit.http;

import java.net.URI;

/** A redirect that is not followed: too many, away from https, or to something that is no URL. */
public final class ForbiddenRedirect extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  ForbiddenRedirect(URI uri, String found) {
    super(
        uri, found, "Configure the address that the upstream redirects to, if you trust it.", null);
  }
}
