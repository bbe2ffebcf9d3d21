package entrepot.cloud.ec2.place;

/**
 * How much smaller a guest is than what its type promises, so that a lab fits on one machine.
 *
 * @param memoryDivisor of the type's memory
 * @param leastMemoryMiB what every guest gets
 * @param mostMemoryMiB what no guest exceeds
 * @param mostCpus what no guest exceeds
 * @param diskDivisor of the ephemeral disks' sizes
 */
public record Scale(
    int memoryDivisor, int leastMemoryMiB, int mostMemoryMiB, int mostCpus, int diskDivisor) {
  /** Fits a laptop. */
  public static final Scale DEFAULT = new Scale(8, 192, 4096, 2, 100);

  /** Guests as large as AWS's. */
  public static final Scale FULL = new Scale(1, 64, Integer.MAX_VALUE, Integer.MAX_VALUE, 1);

  public Scale {
    if (memoryDivisor < 1
        || leastMemoryMiB < 1
        || mostMemoryMiB < leastMemoryMiB
        || mostCpus < 1
        || diskDivisor < 1) {
      throw new IllegalArgumentException("a scale has positive numbers, the least before the most");
    }
  }

  int memoryMiB(int promised) {
    return Math.clamp(promised / memoryDivisor, leastMemoryMiB, mostMemoryMiB);
  }

  int cpus(int promised) {
    return Math.min(promised, mostCpus);
  }

  long diskBytes(int gib) {
    long mib = Math.max(64, gib * 1024L / diskDivisor);
    return mib * 1024 * 1024;
  }
}
