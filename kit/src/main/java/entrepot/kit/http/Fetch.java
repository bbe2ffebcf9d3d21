package entrepot.kit.http;

import java.net.URI;

/**
 * One file to be fetched.
 *
 * @param uri http or https; user and password in it are sent to its own origin only
 * @param validators of the copy that is here already; {@link Validators#NONE} to fetch in any case
 * @param size the exact size, or {@link #UNKNOWN}
 * @param limit the most bytes to take when the size is not known
 */
public record Fetch(URI uri, Validators validators, long size, long limit) {
  /** The size of a file that no index names. */
  public static final long UNKNOWN = -1;

  /** A file of known size. */
  public static Fetch exactly(URI uri, long size) {
    return new Fetch(uri, Validators.NONE, size, size);
  }

  /** A file of unknown size. */
  public static Fetch upTo(URI uri, long limit) {
    return new Fetch(uri, Validators.NONE, UNKNOWN, limit);
  }

  /** The same, answered with {@link Fetched.NotModified} where these still hold. */
  public Fetch unless(Validators known) {
    return new Fetch(uri, known, size, limit);
  }

  /** How many bytes may arrive. */
  long most() {
    return size == UNKNOWN ? limit : size;
  }
}
