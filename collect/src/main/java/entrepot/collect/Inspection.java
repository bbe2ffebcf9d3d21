package entrepot.collect;

import entrepot.store.manifest.Entry;
import java.util.Optional;

/**
 * Looks at files that the store has with the bytes that their index names, and may refuse them.
 * Called by many threads at once.
 */
public interface Inspection {
  /** Looks at nothing. */
  Inspection NONE =
      new Inspection() {
        @Override
        public boolean covers(Entry entry, boolean inParent) {
          return false;
        }

        @Override
        public Optional<String> objection(Entry present) {
          return Optional.empty();
        }
      };

  /**
   * Whether the file is to be looked at; {@code inParent} if the parent snapshot has it already.
   */
  boolean covers(Entry entry, boolean inParent);

  /** Why the tree may not have it; empty when it may. */
  Optional<String> objection(Entry present);
}
