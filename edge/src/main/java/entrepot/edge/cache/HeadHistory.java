package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.release.Head;
import entrepot.release.HeadCheck;
import entrepot.release.TreeHead;
import entrepot.release.sign.Envelope;
import entrepot.store.fill.SourceUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the region served and when, from the signed heads that the origin keeps: read when somebody
 * first asks for a former snapshot, and then only what is new. Keeps a line for each change.
 */
final class HeadHistory {
  private static final Logger log = LoggerFactory.getLogger(HeadHistory.class);

  /** Older ones are not asked for. */
  private static final long MOST = 20_000;

  private final OriginClient origin;
  private final HeadCheck check;
  private final Map<String, List<Span>> spans = new HashMap<>();
  private long read;

  /** From then on the tree was served so, until the next. */
  record Span(Instant from, TreeHead served) {}

  HeadHistory(OriginClient origin, HeadCheck check) {
    this.origin = origin;
    this.check = check;
  }

  /** What the tree was at that time. */
  synchronized Optional<TreeHead> at(String tree, Instant time, long current) {
    readTo(current);
    return spans.getOrDefault(tree, List.of()).reversed().stream()
        .filter(span -> !span.from().isAfter(time))
        .map(Span::served)
        .findFirst();
  }

  /** When that snapshot was released, if ever. */
  synchronized Optional<Instant> released(String tree, Digest snapshot, long current) {
    readTo(current);
    return spans.getOrDefault(tree, List.of()).reversed().stream()
        .filter(span -> span.served().snapshot().equals(snapshot))
        .map(span -> span.served().released())
        .findFirst();
  }

  private void readTo(long current) {
    read = Math.max(read, current - MOST);
    while (read < current) {
      head(read + 1).ifPresent(this::add);
      read++;
    }
  }

  /** Throws {@link SourceUnavailable}, so that nothing is passed over while the origin is down. */
  private Optional<Head> head(long generation) {
    try {
      return origin
          .head(generation)
          .map(bytes -> check.verified(Envelope.parse(bytes)))
          .filter(head -> head.generation() == generation);
    } catch (SourceUnavailable e) {
      throw e;
    } catch (Failure e) {
      log.warn("head {} is passed over: {}", generation, e.getMessage());
      return Optional.empty();
    }
  }

  private void add(Head head) {
    head.trees()
        .forEach((tree, served) -> {
          List<Span> all = spans.computeIfAbsent(tree, _ -> new ArrayList<>());
          if (all.isEmpty() || !all.getLast().served().equals(served)) {
            all.add(new Span(head.issued(), served));
          }
        });
  }
}
