package entrepot.kit.http;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file to be fetched.
 *
 * @param uri http or https; user and password in it are sent to its own origin only
 * @param validators of the copy that is here already; {@link Validators#NONE} to fetch in any case
 * @param size the exact size, or {@link #UNKNOWN}
 * @param limit the most bytes to take when the size is not known
 * @param headers further ones to be sent with it, such as Accept
 */
public record Fetch(
    URI uri, Validators validators, long size, long limit, Map<String, String> headers) {
  /** The size of a file that no index names. */
  public static final long UNKNOWN = -1;

  public Fetch {
    headers = Map.copyOf(headers);
  }

  /** A file of known size. */
  public static Fetch exactly(URI uri, long size) {
    return new Fetch(uri, Validators.NONE, size, size, Map.of());
  }

  /** A file of unknown size. */
  public static Fetch upTo(URI uri, long limit) {
    return new Fetch(uri, Validators.NONE, UNKNOWN, limit, Map.of());
  }

  /** The same, answered with {@link Fetched.NotModified} where these still hold. */
  public Fetch unless(Validators known) {
    return new Fetch(uri, known, size, limit, headers);
  }

  /** The same, with one more header in the request. */
  public Fetch with(String header, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(header, value);
    return new Fetch(uri, validators, size, limit, all);
  }

  /** How many bytes may arrive. */
  long most() {
    return size == UNKNOWN ? limit : size;
  }
}
