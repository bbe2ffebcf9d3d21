package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.release.sign.Envelope;
import entrepot.release.sign.TrustedKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a region served and when, from the heads that were issued: read once, and then only what is
 * new. Keeps a line for each change of a tree, not the heads.
 */
final class History {
  private static final Logger log = LoggerFactory.getLogger(History.class);

  private final String region;
  private final LongFunction<Optional<Envelope>> heads;
  private final TrustedKeys trusted;
  private final Map<String, List<Mark>> marks = new TreeMap<>();
  private long read;

  /** From then on the tree was served so, or not at all. */
  private record Mark(Instant from, Optional<TreeHead> served) {}

  /** From then on, until the next one, the tree was served so. */
  record Span(Instant from, TreeHead served) {}

  /** A span and when it ended; {@link Instant#MAX} for the current one. */
  record Ended(Span span, Instant until) {}

  History(String region, LongFunction<Optional<Envelope>> heads, TrustedKeys trusted) {
    this.region = region;
    this.heads = heads;
    this.trusted = trusted;
  }

  /**
   * Reads up to the current generation. A head above it was never released, so nobody may ask for
   * more than what {@code head.json} says.
   */
  synchronized void readTo(long current) {
    while (read < current) {
      read++;
      head(read).ifPresent(this::add);
    }
  }

  /**
   * The head of that generation; empty, and logged, where it is not there or not to be believed.
   */
  Optional<Head> head(long generation) {
    try {
      Optional<Head> head =
          heads.apply(generation).map(found -> Heads.verified(found, trusted, region));
      if (head.isPresent() && head.get().generation() == generation) {
        return head;
      }
      log.warn("head {} of region {} is not in the history", generation, region);
    } catch (Failure e) {
      log.warn("head {} of region {} is passed over: {}", generation, region, e.getMessage());
    }
    return Optional.empty();
  }

  private void add(Head head) {
    head.trees().keySet().forEach(tree -> marks.computeIfAbsent(tree, _ -> new ArrayList<>()));
    marks.forEach((tree, all) -> {
      Optional<TreeHead> served = head.tree(tree);
      if (all.isEmpty() || !all.getLast().served().equals(served)) {
        all.add(new Mark(head.issued(), served));
      }
    });
  }

  /** All spans of a tree, oldest first. */
  synchronized List<Ended> of(String tree) {
    List<Mark> all = marks.getOrDefault(tree, List.of());
    List<Ended> ended = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      Instant until = i + 1 == all.size() ? Instant.MAX : all.get(i + 1).from();
      Instant from = all.get(i).from();
      all.get(i).served().ifPresent(served -> ended.add(new Ended(new Span(from, served), until)));
    }
    return ended;
  }

  /** The trees that were ever served. */
  synchronized List<String> trees() {
    return List.copyOf(marks.keySet());
  }

  /** The last span that served the snapshot. */
  Optional<Ended> last(String tree, Digest snapshot) {
    return of(tree).reversed().stream()
        .filter(each -> each.span().served().snapshot().equals(snapshot))
        .findFirst();
  }

  /** The span at that time. */
  Optional<Ended> at(String tree, Instant time) {
    return of(tree).reversed().stream()
        .filter(each -> !each.span().from().isAfter(time))
        .findFirst()
        .filter(each -> each.until().isAfter(time));
  }

  /** What the tree's snapshot was before it became that one. */
  Optional<Digest> before(String tree, Digest current) {
    return of(tree).reversed().stream()
        .map(each -> each.span().served().snapshot())
        .filter(snapshot -> !snapshot.equals(current))
        .findFirst();
  }
}
