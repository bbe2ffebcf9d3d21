package entrepot.vm.disk;

import java.time.Duration;

/**
 * What work on disks may take.
 *
 * @param virtualBytes the largest disk
 * @param look the longest look into an image
 * @param copy the longest copy
 */
public record DiskLimits(long virtualBytes, Duration look, Duration copy) {
  /** Disks up to 2 TiB; a look up to a minute, a copy up to half an hour. */
  public static final DiskLimits DEFAULT =
      new DiskLimits(2L << 40, Duration.ofMinutes(1), Duration.ofMinutes(30));
}
