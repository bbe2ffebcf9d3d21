package entrepot.bench.sync;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All costs seen, by case and contender; prints each as it comes, and the ratios at the end. */
public final class Results {
  /** What all that is no peer begins with. */
  private static final String OURS = "entrepot";

  private final Map<String, Map<String, List<Cost>>> seen = new LinkedHashMap<>();
  private final String bench;
  private final PrintStream out;

  /** Prints on {@code out}. */
  public Results(String bench, PrintStream out) {
    this.bench = bench;
    this.out = out;
  }

  /** Tells what a case took that contender. */
  public void add(String name, String contender, Cost cost) {
    seen.computeIfAbsent(name, n -> new LinkedHashMap<>())
        .computeIfAbsent(contender, c -> new ArrayList<>())
        .add(cost);
    out.println(
        String.format(
            Locale.ROOT,
            "%-12s %-14s wall %7.3f s  CPU %7.3f s",
            name,
            contender,
            cost.wall(),
            cost.cpu()));
  }

  /** One line a peer: our case against that case of the peer. */
  public void ratios(String ours, String ourCase, String theirCase) {
    Map<String, List<Cost>> theirs = seen.getOrDefault(theirCase, Map.of());
    List<Cost> own = seen.getOrDefault(ourCase, Map.of()).getOrDefault(ours, List.of());
    if (own.isEmpty()) {
      return;
    }
    Cost mine = Cost.median(own);
    theirs.forEach((peer, costs) -> {
      if (!peer.startsWith(OURS)) {
        Cost other = Cost.median(costs);
        out.println(
            String.format(
                Locale.ROOT,
                "RATIO %s/%s %s wall %.2f cpu %.2f",
                bench,
                ourCase,
                peer,
                mine.wall() / other.wall(),
                mine.cpu() / other.cpu()));
      }
    });
  }
}
