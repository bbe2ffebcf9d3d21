package entrepot.kit.http;

import java.net.URI;

/** What the upstream sends does not fit what it said of the same file before. */
public final class UpstreamChanged extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  UpstreamChanged(URI uri, String found) {
    super(uri, found, "The upstream is being changed or is broken: try again later.", null);
  }
}
