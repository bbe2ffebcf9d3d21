package entrepot.collect.wheels.sandbox;

import java.time.Duration;

/**
 * What one job may take.
 *
 * @param time from its start to its end
 * @param memory bytes of all its processes together, its files not counted
 * @param processes processes and threads at once
 * @param disk bytes of its files, which lie in memory (tmpfs) and are counted apart
 * @param output bytes that it may print
 */
public record SandboxLimits(Duration time, long memory, int processes, long disk, long output) {
  /** 30 minutes, 2 GiB, 256 processes, 4 GiB of files, 32 MiB of output. */
  public static final SandboxLimits DEFAULT =
      new SandboxLimits(Duration.ofMinutes(30), 2L << 30, 256, 4L << 30, 32L << 20);

  public SandboxLimits {
    if (time.toMillis() <= 0 || memory <= 0 || processes < 8 || disk <= 0 || output <= 0) {
      throw new IllegalArgumentException("a limit leaves nothing, or fewer than 8 processes");
    }
  }

  /** The limit as people read it, such as {@code 256 processes}. */
  public String of(Limit limit) {
    return switch (limit) {
      case TIME -> time.toSeconds() + " s";
      case MEMORY -> (memory >> 20) + " MiB";
      case PROCESSES -> processes + " processes and threads";
      case DISK -> (disk >> 20) + " MiB of files";
      case OUTPUT -> (output >> 10) + " KiB of output";
    };
  }
}
