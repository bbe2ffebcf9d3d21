package entrepot.kit.listen;

import java.time.Duration;

/**
 * What a listener grants to its clients, all of whom may be hostile.
 *
 * @param target bytes of the request line
 * @param headers bytes of all header lines together
 * @param body bytes of a request's body, for handlers that read one
 * @param connections open at once; further ones are closed as they come
 * @param head from the first byte of a request to the end of its header lines
 * @param idle without a byte in either direction
 */
public record Limits(
    int target, int headers, int body, int connections, Duration head, Duration idle) {
  /** Fits package clients: long names, many at once, slow lines. */
  public static final Limits DEFAULT =
      new Limits(
          8 * 1024, 16 * 1024, 1024 * 1024, 10_000, Duration.ofSeconds(10), Duration.ofSeconds(75));
}
