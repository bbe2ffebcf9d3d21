package entrepot.kit.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a fetch that did not fail ended. */
public sealed interface Fetched {
  /** The copy that is here is still the upstream's. */
  record NotModified() implements Fetched {}

  /** The whole file went to the sink; {@code size} is in bytes. */
  record Body(Validators validators, long size, Head head) implements Fetched {}

  /**
   * How the answer began.
   *
   * @param at where the redirects led, against which links in the file are resolved
   * @param headers the first value of each, by its name in lower case
   */
  record Head(URI at, Map<String, String> headers) {
    public Head {
      headers = Map.copyOf(headers);
    }

    /** The header of that name, in whatever case. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }
}
