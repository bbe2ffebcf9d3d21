package entrepot.kit.listen;

/** Answers requests; each call has a virtual thread of its own, so it may block. */
@FunctionalInterface
public interface Handler {
  /** The answer; what it throws becomes a 500 that tells the client nothing. */
  Answer handle(Request request);
}
