package entrepot.collect;

import entrepot.store.manifest.Entry;
import java.util.Iterator;
import java.util.function.Consumer;

/** Who fetches what a run wants: its own process, or several that share the work. */
@FunctionalInterface
public interface Sharing {
  /** All is done here. */
  Sharing ALONE = (wanted, work, each) -> work.fetch(wanted, each);

  /**
   * Makes every wanted entry present or missing, and hands it on. Throws when the work cannot be
   * done at all; what was fetched until then stays in the store.
   *
   * @param wanted lazy entries by ascending path, far more perhaps than fit in memory
   * @param work does it in this process
   * @param each takes what came of each of them, in any order, one at a time
   */
  void fetch(Iterator<Entry> wanted, PayloadWork work, Consumer<Entry> each);
}
