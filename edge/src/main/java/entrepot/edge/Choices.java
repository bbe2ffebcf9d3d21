package entrepot.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Accept} has said of the headers that come again and again: a client sends the same
 * one with each request, and to read it costs a twentieth of a small answer.
 */
final class Choices {
  private static final int SLOTS = 64;
  private static final int LONGEST = 256;

  private record Choice(String line, Offer offered, @Nullable Representation best) {}

  /** Written without a lock: a choice is immutable, and one that is lost is made again. */
  private final @Nullable Choice[] slots = new @Nullable Choice[SLOTS];

  /** The best of what is offered to that request; null when nothing of it is acceptable. */
  @Nullable Representation best(MultiMap headers, Offer offered) {
    List<String> lines = headers.getAll(HttpHeaderNames.ACCEPT);
    if (lines.size() != 1 || lines.getFirst().length() > LONGEST) {
      return Accept.best(lines, offered);
    }
    String line = lines.getFirst();
    int slot = (line.hashCode() & Integer.MAX_VALUE) % SLOTS;
    Choice known = slots[slot];
    if (known == null || !known.line().equals(line) || !known.offered().equals(offered)) {
      known = new Choice(line, offered, Accept.best(lines, offered));
      slots[slot] = known;
    }
    return known.best();
  }
}
