package entrepot.cloud.volume;

import entrepot.cloud.ec2.Region;
import java.util.Optional;
import java.util.function.Function;

/** The lives of a region's snapshots. */
@SuppressWarnings("UnusedVariable") // The bodies follow.
public final class Snapshots {
  private final Region region;
  private final Storage storage;
  private final LiveDisks live;
  private final VolumeLimits limits;
  private final Function<String, Optional<Snapshots>> elsewhere;

  /**
   * Snapshots of a region.
   *
   * @param elsewhere those of another region of the same cloud, by its name
   */
  public Snapshots(
      Region region,
      Storage storage,
      LiveDisks live,
      VolumeLimits limits,
      Function<String, Optional<Snapshots>> elsewhere) {
    this.region = region;
    this.storage = storage;
    this.live = live;
    this.limits = limits;
    this.elsewhere = elsewhere;
  }

  /** Settles what a former process left pending; to be called when machines were adopted. */
  public void settle() {}
}
