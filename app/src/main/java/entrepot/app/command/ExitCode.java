package entrepot.app.command;

import entrepot.app.region.policy.BucketRefused;
import entrepot.kit.Failure;
import entrepot.kit.config.InvalidConfiguration;
import entrepot.kit.tls.UnusableIdentity;

/** The exit codes of {@code entrepot}; scripts may rely on them. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** Something that ought not to happen; the log has more. */
  public static final int UNEXPECTED = 1;

  /** The command line itself is wrong. */
  public static final int USAGE = 2;

  /** The configuration is wrong or missing. */
  public static final int CONFIGURATION = 3;

  /** The upstream failed, did not verify, or shrank; what was served is still served. */
  public static final int UPSTREAM = 4;

  /** A release was refused by a guard, or failed in at least one region. */
  public static final int RELEASE = 5;

  /** No such tree, region or snapshot. */
  public static final int NOT_FOUND = 6;

  /** Another process is at it; try again. */
  public static final int BUSY = 7;

  /** An audit found something else than there should be. */
  public static final int DIFFERS = 8;

  private ExitCode() {}

  /** The code of a failure. */
  public static int of(Failure failure) {
    return switch (failure) {
      case CommandFailed remote -> remote.exit();
      case InvalidConfiguration _, UnusableIdentity _ -> CONFIGURATION;
      case NotFound _ -> NOT_FOUND;
      case Busy _ -> BUSY;
      case TreeRetired _, BucketRefused _ -> RELEASE;
      default -> byModule(failure.getClass().getPackageName());
    };
  }

  private static int byModule(String name) {
    if (name.startsWith("entrepot.collect") || name.startsWith("entrepot.kit.http")) {
      return UPSTREAM;
    }
    if (name.startsWith("entrepot.app.worker") || name.startsWith("entrepot.app.region")) {
      return CONFIGURATION;
    }
    return name.startsWith("entrepot.release") ? RELEASE : UNEXPECTED;
  }
}
