package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.store.manifest.Entry;
import io.vertx.core.buffer.Buffer;

/**
 * A file that can be answered with at once.
 *
 * @param generation of the head it was found by
 * @param untilSecond since 1970, when it must be looked up again
 */
record Ready(
    long generation,
    long untilSecond,
    Digest sha256,
    Validators validators,
    long size,
    FileHeaders headers,
    Content content)
    implements Known {
  private static final int OVERHEAD = 1024;

  @Override
  public int weight() {
    return OVERHEAD
        + switch (content) {
          case InMemory memory -> memory.bytes().length();
          case OnDisk _, Checked _ -> 0;
        };
  }

  /** Where the bytes are. */
  sealed interface Content {}

  /** In memory; never written to. */
  record InMemory(Buffer bytes) implements Content {}

  /** In the blob's file. */
  record OnDisk(Digest sha256) implements Content {}

  /** In a file whose bytes are checked as they are read; fetched anew when it is gone. */
  record Checked(String tree, Entry entry, Digest sha256) implements Content {}
}
