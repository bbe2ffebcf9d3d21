package entrepot.cloud.record;

/** The names of an instance row's notes: what the region remembers and Describe does not show. */
public final class InstanceNotes {
  /** The reservation that it was launched in, {@code r-…}. */
  public static final String RESERVATION = "reservation";

  /** User data as it was sent, base64; absent without. */
  public static final String USER_DATA = "user-data";

  /** The key pair's public half at launch, an OpenSSH line; absent without a key name. */
  public static final String PUBLIC_KEY = "public-key";

  /** The name of its tap in the region's namespace; absent from its termination on. */
  public static final String TAP = "tap";

  /** {@code true} where DisableApiTermination is on. */
  public static final String TERMINATION_PROTECTION = "termination-protection";

  /** {@code true} where DisableApiStop is on. */
  public static final String STOP_PROTECTION = "stop-protection";

  /** {@code stop} or {@code terminate}: what follows when the guest powers itself off. */
  public static final String SHUTDOWN_BEHAVIOR = "shutdown-behavior";

  /** The shutdown behavior that ends an instance for good. */
  public static final String TERMINATE = "terminate";

  /**
   * Its ephemeral disks, {@code ephemeral0=/dev/sdb,ephemeral1=/dev/sdc}: which, and under which
   * name; absent without any.
   */
  public static final String EPHEMERAL = "ephemeral";

  /** The volumes that its launch asked for, JSON; absent once they are there. */
  public static final String VOLUMES = "volumes";

  /** {@code true} while its machine is down for an image to be made of it. */
  public static final String POWER_CYCLE = "power-cycle";

  /** Since when it has been running without a stop, ISO 8601; absent while it does not run. */
  public static final String RUNNING_SINCE = "running-since";

  /** When it was terminated, ISO 8601: an hour later it is forgotten. */
  public static final String TERMINATED = "terminated";

  /** {@code true} where a stop or termination shall not wait for the guest. */
  public static final String FORCED = "forced";

  private InstanceNotes() {}
}
