package entrepot.edge;

import io.vertx.core.MultiMap;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is answered by the Accept header: what it offers, and those of its representations
 * that have been asked for.
 */
final class Variants implements Known {
  private final long generation;
  private final Offer offered;
  private final Map<Representation, Ready> ready = new EnumMap<>(Representation.class);

  Variants(Variant variant, Ready first) {
    this.generation = first.generation();
    this.offered = variant.offered();
    this.ready.put(variant.chosen(), first);
  }

  /** The one that a request wants, if it is ready. */
  @Nullable Ready choose(MultiMap headers, Choices choices) {
    Representation best = choices.best(headers, offered);
    return best == null ? null : ready.get(best);
  }

  /** What this holds, or what {@code former} held where this holds nothing. */
  Variants and(Known former) {
    if (former instanceof Variants variants
        && variants.generation == generation
        && variants.offered.equals(offered)) {
      variants.ready.forEach(ready::putIfAbsent);
    }
    return this;
  }

  @Override
  public int weight() {
    return ready.values().stream().mapToInt(Ready::weight).sum();
  }
}
