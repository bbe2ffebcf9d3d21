package entrepot.collect.wheels;

import java.util.List;
import java.util.Locale;

/**
 * What became of one constraint on one platform.
 *
 * @param file the wheel; empty where there is none
 * @param reason why it failed; empty otherwise
 * @param policy the widest platform tag that its native code fits; empty where there is no wheel of
 *     ours
 * @param libraries that the wheel expects of the system
 * @param log the file that its last build printed to; empty where there was none
 */
public record WheelOutcome(
    String platform,
    String project,
    String version,
    Kind kind,
    String file,
    String reason,
    String policy,
    List<String> libraries,
    String log) {
  public WheelOutcome {
    libraries = List.copyOf(libraries);
  }

  /** How it ended. */
  public enum Kind {
    /** The index has a wheel for the platform. */
    UPSTREAM,
    /** Built by this run. */
    BUILT,
    /** Built by an earlier run from the same inputs. */
    REUSED,
    /** Failed, which is tolerated; its former wheel stays. */
    KEPT,
    /** Failed, which is tolerated; there is no former wheel. */
    TOLERATED,
    /** Failed. */
    FAILED;

    /** In lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same, of another kind. */
  WheelOutcome as(Kind other) {
    return new WheelOutcome(
        platform, project, version, other, file, reason, policy, libraries, log);
  }

  /** The same, where the former wheel stays. */
  WheelOutcome kept(String former) {
    return new WheelOutcome(
        platform, project, version, Kind.KEPT, former, reason, policy, libraries, log);
  }
}
