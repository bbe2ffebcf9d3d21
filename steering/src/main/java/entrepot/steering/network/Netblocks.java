package entrepot.steering.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which netblocks an address lies in, the longest prefix first. Immutable: the blocks are cut once
 * into stretches of addresses that lie in the same ones, and a look-up is one binary search over
 * where those begin.
 */
public final class Netblocks<V> {
  private final long[] high;
  private final long[] low;
  private final @Nullable Match<V>[] innermost;

  /**
   * A block that an address lies in.
   *
   * @param wider the next larger block around it
   */
  public record Match<V>(Netblock block, V value, Optional<Match<V>> wider) {}

  /** Those blocks. */
  public Netblocks(Map<Netblock, V> blocks) {
    Cutter<V> cutter = new Cutter<>(2 * blocks.size());
    new TreeMap<>(blocks).forEach(cutter::begin);
    cutter.end();
    high = Arrays.copyOf(cutter.high, cutter.count);
    low = Arrays.copyOf(cutter.low, cutter.count);
    innermost = Arrays.copyOf(cutter.innermost, cutter.count);
  }

  /** The innermost block around the address. */
  public Optional<Match<V>> find(Address address) {
    int from = 0;
    int to = high.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (startsAfter(middle, address)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from == 0 ? Optional.empty() : Optional.ofNullable(innermost[from - 1]);
  }

  private boolean startsAfter(int stretch, Address address) {
    int byHigh = Long.compareUnsigned(high[stretch], address.high());
    return byHigh > 0 || (byHigh == 0 && Long.compareUnsigned(low[stretch], address.low()) > 0);
  }

  /** Cuts blocks, wider ones first, into stretches; holds those that are open. */
  private static final class Cutter<V> {
    private final long[] high;
    private final long[] low;
    private final @Nullable Match<V>[] innermost;
    private final Deque<Match<V>> open = new ArrayDeque<>();
    private int count;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type has no other way
    Cutter(int most) {
      high = new long[most];
      low = new long[most];
      innermost = (@Nullable Match<V>[]) new Match[most];
    }

    void begin(Netblock block, V value) {
      while (!open.isEmpty() && !open.getFirst().block().contains(block.first())) {
        endInnermost();
      }
      Match<V> match = new Match<>(block, value, Optional.ofNullable(open.peekFirst()));
      open.addFirst(match);
      stretch(block.first(), match);
    }

    void end() {
      while (!open.isEmpty()) {
        endInnermost();
      }
    }

    private void endInnermost() {
      Address last = open.removeFirst().block().last();
      long next = last.low() + 1;
      long carry = next == 0 ? 1 : 0;
      if (carry == 0 || last.high() != -1L) {
        stretch(new Address(last.high() + carry, next), open.peekFirst());
      }
    }

    private void stretch(Address start, @Nullable Match<V> match) {
      boolean same = count > 0 && high[count - 1] == start.high() && low[count - 1] == start.low();
      int at = same ? count - 1 : count++;
      high[at] = start.high();
      low[at] = start.low();
      innermost[at] = match;
    }
  }
}
