package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a type of volume may be.
 *
 * @param iops those that may be asked for; null where none may
 * @param ratio IOPS a GiB at most
 */
record VolumeRule(
    String type, int minGiB, int maxGiB, @Nullable Range iops, boolean mustSayIops, int ratio) {
  /** As large as the disks that qemu-img makes for us; AWS has 16 TiB and more. */
  private static final int MOST = 2_048;

  private static final Map<String, VolumeRule> RULES =
      Map.of(
          "standard", new VolumeRule("standard", 1, 1_024, null, false, 0),
          "gp2", new VolumeRule("gp2", 1, MOST, null, false, 0),
          "gp3", new VolumeRule("gp3", 1, MOST, new Range(3_000, 80_000), false, 500),
          "io1", new VolumeRule("io1", 4, MOST, new Range(100, 64_000), true, 50),
          "io2", new VolumeRule("io2", 4, MOST, new Range(100, 256_000), true, 1_000),
          "st1", new VolumeRule("st1", 125, MOST, null, false, 0),
          "sc1", new VolumeRule("sc1", 125, MOST, null, false, 0));

  record Range(int from, int to) {}

  /** The rule of a type; null is AWS's default, gp2. */
  static VolumeRule of(@Nullable String type) {
    VolumeRule rule = RULES.get(type == null ? "gp2" : type);
    if (rule == null) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "Value (" + type + ") for parameter volumeType is invalid. Unknown volume type.");
    }
    return rule;
  }

  /** Checks a size in GiB. */
  void checkSize(int gib) {
    if (gib < minGiB) {
      throw invalid(
          "Volume of %dGiB is too small for volume type %s; minimum is %dGiB."
              .formatted(gib, type, minGiB));
    }
    if (gib > maxGiB) {
      throw invalid(
          "Volume of %dGiB is too large for volume type %s; maximum is %dGiB."
              .formatted(gib, type, maxGiB));
    }
  }

  /** The IOPS that such a volume has; null where AWS tells none. */
  @Nullable Integer iops(int gib, @Nullable Integer asked) {
    if (iops == null) {
      if (asked != null) {
        throw Ec2Failure.of(
            "InvalidParameterCombination",
            "The parameter iops is not supported for " + type + " volumes.");
      }
      return type.equals("gp2") ? Integer.valueOf(Math.clamp(3L * gib, 100, 16_000)) : null;
    }
    if (asked == null) {
      if (mustSayIops) {
        throw Ec2Failure.of(
            "MissingParameter", "The request must contain the parameter iops for " + type + ".");
      }
      return iops.from();
    }
    if (asked < iops.from() || asked > iops.to()) {
      throw invalid(
          "Volume iops of %d is out of bounds for volume type %s; it must be %d to %d."
              .formatted(asked, type, iops.from(), iops.to()));
    }
    if (asked > iops.from() && asked > (long) ratio * gib) {
      throw invalid(
          "Iops to volume size ratio of %.1f is too high; maximum is %d."
              .formatted((double) asked / gib, ratio));
    }
    return asked;
  }

  /** The throughput in MiB a second; null where AWS tells none. */
  @Nullable Integer throughput(@Nullable Integer iopsGiven, @Nullable Integer asked) {
    if (!type.equals("gp3")) {
      if (asked != null) {
        throw Ec2Failure.of(
            "InvalidParameterCombination",
            "The parameter throughput is not supported for " + type + " volumes.");
      }
      return null;
    }
    int value = asked == null ? 125 : asked;
    if (value < 125 || value > 2_000) {
      throw invalid("Throughput of " + value + " is out of bounds; it must be 125 to 2000.");
    }
    if (iopsGiven != null && value > iopsGiven / 4) {
      throw invalid("Throughput of " + value + " needs at least " + value * 4 + " iops.");
    }
    return value;
  }

  private static Ec2Failure invalid(String message) {
    return Ec2Failure.of("InvalidParameterValue", message);
  }
}
