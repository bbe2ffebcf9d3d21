package entrepot.cloud.ec2.place;

import java.util.List;
import java.util.Set;

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
  /** The types that AWS starts images of 32 bits as. */
  private static final Set<String> BOTH =
      Set.of(
          "t1.micro",
          "m1.small",
          "m1.medium",
          "c1.medium",
          "c3.large",
          "t2.nano",
          "t2.micro",
          "t2.small",
          "t2.medium");

  public InstanceType {
    ephemeralGiB = List.copyOf(ephemeralGiB);
  }

  /** The architectures of the images that it boots, by AWS's names. */
  public List<String> architectures() {
    return BOTH.contains(name) ? List.of("i386", "x86_64") : List.of("x86_64");
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
