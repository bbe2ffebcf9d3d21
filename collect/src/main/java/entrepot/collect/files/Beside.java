package entrepot.collect.files;

import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks ascending entries beside others that ascend too. */
final class Beside {
  private final Iterator<Entry> entries;
  private @Nullable Entry ahead;

  Beside(Iterator<Entry> entries) {
    this.entries = entries;
    advance();
  }

  /** The entry at that path; {@code passed} gets those before it. Paths must ascend. */
  Optional<Entry> at(TreePath path, Consumer<Entry> passed) {
    while (ahead != null && ahead.path().compareTo(path) < 0) {
      passed.accept(ahead);
      advance();
    }
    if (ahead == null || !ahead.path().equals(path)) {
      return Optional.empty();
    }
    Entry found = ahead;
    advance();
    return Optional.of(found);
  }

  /** The entry at that path. */
  Optional<Entry> at(TreePath path) {
    return at(path, entry -> {});
  }

  /** All that are left. */
  void rest(Consumer<Entry> passed) {
    while (ahead != null) {
      passed.accept(ahead);
      advance();
    }
  }

  private void advance() {
    ahead = entries.hasNext() ? entries.next() : null;
  }
}
