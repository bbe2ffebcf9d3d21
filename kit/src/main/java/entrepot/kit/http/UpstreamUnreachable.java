package entrepot.kit.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** No connection, or one that broke before the file was whole, after all retries. */
public final class UpstreamUnreachable extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  UpstreamUnreachable(URI uri, String found, @Nullable Throwable cause) {
    super(uri, found, "Check the address and the network, then run the command again.", cause);
  }
}
