package entrepot.kit.http;

/**
 * What went over the wire.
 *
 * @param requests all that were sent: retries and hops of redirects too
 * @param bytes of bodies, received
 */
public record Traffic(long requests, long bytes) {
  /** None. */
  public static final Traffic NONE = new Traffic(0, 0);

  /** Both. */
  public Traffic plus(Traffic other) {
    return new Traffic(requests + other.requests, bytes + other.bytes);
  }

  /** What came on top of {@code earlier}. */
  public Traffic since(Traffic earlier) {
    return new Traffic(requests - earlier.requests, bytes - earlier.bytes);
  }
}
