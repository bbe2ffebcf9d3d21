package entrepot.kit.http;

/** How a fetch that did not fail ended. */
public sealed interface Fetched {
  /** The copy that is here is still the upstream's. */
  record NotModified() implements Fetched {}

  /** The whole file went to the sink; {@code size} is in bytes. */
  record Body(Validators validators, long size) implements Fetched {}
}
