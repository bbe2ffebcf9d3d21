package entrepot.steering.map;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which versions of a repomd.xml are valid still, by MirrorManager's rule: mirrors may lag four
 * days behind, and more where nothing new came for three.
 */
public final class Alternates {
  private static final Duration SETTLED = Duration.ofDays(3);
  private static final Duration EXPIRED = Duration.ofDays(4);

  private Alternates() {}

  /**
   * The versions that clients may meet: the newest; the one before, unless the newest is over 3
   * days old and it is itself over 4; of the others those that are at most 4 days old. A version
   * that occurs again counts where it occurs first.
   *
   * @param versions the newest first: in the order of their release, which after a rollback is not
   *     that of their timestamps
   */
  public static List<RepomdFile> keep(List<RepomdFile> versions, Instant now) {
    List<RepomdFile> kept = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (RepomdFile each : versions) {
      if (seen.add(each.sha256())) {
        boolean expired = older(each, EXPIRED, now);
        boolean dropped =
            switch (seen.size()) {
              case 1 -> false;
              case 2 -> expired && older(versions.getFirst(), SETTLED, now);
              default -> expired;
            };
        if (!dropped) {
          kept.add(each);
        }
      }
    }
    return List.copyOf(kept);
  }

  private static boolean older(RepomdFile file, Duration age, Instant now) {
    return file.born() < now.minus(age).getEpochSecond();
  }
}
