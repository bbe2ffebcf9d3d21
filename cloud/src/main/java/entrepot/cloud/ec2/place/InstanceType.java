package entrepot.cloud.ec2.place;

import java.util.List;

/**
 * An instance type: what AWS promises of it, and what a guest of the lab gets.
 *
 * @param name such as {@code m1.small}
 * @param memoryMiB as AWS has it
 * @param ephemeralGiB sizes of its instance store disks, as AWS has them
 * @param current whether AWS counts it among its current generation
 * @param guest what its instances get here
 */
public record InstanceType(
    String name,
    int cpus,
    int memoryMiB,
    List<Integer> ephemeralGiB,
    boolean current,
    Guest guest) {
  public InstanceType {
    ephemeralGiB = List.copyOf(ephemeralGiB);
  }

  /**
   * The machine that an instance is.
   *
   * @param ephemeralBytes sizes of its instance store disks
   */
  public record Guest(int cpus, int memoryMiB, List<Long> ephemeralBytes) {
    public Guest {
      ephemeralBytes = List.copyOf(ephemeralBytes);
    }
  }
}
