package entrepot.kit.http;

import java.net.URI;

/** The upstream answered, with a status that is no success. */
public final class UpstreamRefused extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  private final int status;

  UpstreamRefused(URI uri, int status) {
    super(uri, "the upstream answered " + status, advice(status), null);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the upstream says that there is no such file. */
  public boolean absent() {
    return status == 404 || status == 410;
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403, 407 -> "Check the credentials and whether this network may ask the upstream.";
      case 404, 410 -> "Check the address; the upstream has no such file.";
      case 429 -> "The upstream limits its clients: wait, or lower the connections per host.";
      default -> "The trouble is the upstream's: try again later.";
    };
  }
}
