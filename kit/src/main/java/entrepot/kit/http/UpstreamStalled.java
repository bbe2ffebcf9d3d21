package entrepot.kit.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The upstream sent nothing for too long, or so little that the transfer would not end. */
public final class UpstreamStalled extends UpstreamFailure {
  private static final long serialVersionUID = 1L;

  UpstreamStalled(URI uri, String found, @Nullable Throwable cause) {
    super(uri, found, "Try again later, or ask another mirror of this upstream.", cause);
  }
}
