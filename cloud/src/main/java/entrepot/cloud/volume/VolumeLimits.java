package entrepot.cloud.volume;

/**
 * What one account may have in a region.
 *
 * @param gib of all its volumes together
 * @param iops of all its provisioned IOPS volumes together
 */
public record VolumeLimits(int volumes, long gib, long iops, int snapshots, int images) {
  /** For a lab: far more than its disks hold, as volumes are sparse. */
  public static final VolumeLimits USUAL = new VolumeLimits(5_000, 51_200, 300_000, 10_000, 5_000);
}
