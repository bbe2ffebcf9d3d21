package entrepot.bench.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a cache would hit that always drops what was used longest ago, to the byte. */
final class Lru {
  private Lru() {}

  static double hits(int[] trace, Objects objects, long bound) {
    Map<Integer, Integer> kept = new LinkedHashMap<>(16, 0.75f, true);
    long bytes = 0;
    long hits = 0;
    for (int object : trace) {
      if (kept.get(object) != null) {
        hits++;
        continue;
      }
      kept.put(object, objects.size(object));
      bytes += objects.size(object);
      Iterator<Integer> oldest = kept.values().iterator();
      while (bytes > bound) {
        bytes -= oldest.next();
        oldest.remove();
      }
    }
    return (double) hits / trace.length;
  }
}
