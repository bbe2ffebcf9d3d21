package entrepot.collect;

import entrepot.kit.Digest;
import entrepot.kit.Failure;

/** A file's bytes are not those that its index names. */
public final class CorruptedFile extends Failure {
  private static final long serialVersionUID = 1L;

  CorruptedFile(String what, Digest expected, Digest found) {
    super(
        ("fetching %s: its index names %s, found %s; the upstream changed during the run, or sent"
                + " corrupted bytes")
            .formatted(what, expected, found),
        "Run the command again in some minutes; if it stays so, tell the upstream.",
        null);
  }
}
