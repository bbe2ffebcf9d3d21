package entrepot.release;

import entrepot.kit.Failure;
import java.util.List;

/** A release would take away more files than its tree tolerates. */
public final class NewlyMissing extends Failure {
  private static final long serialVersionUID = 1L;

  NewlyMissing(String tree, String region, long count, long tolerance, List<String> shown) {
    super(
        "releasing %s to %s: %d entries would newly be missing, %d are tolerated: %s%s"
            .formatted(
                tree,
                region,
                count,
                tolerance,
                String.join(", ", shown),
                count > shown.size() ? ", …" : ""),
        "Sync again, or release with a tolerance of %d.".formatted(count),
        null);
  }
}
