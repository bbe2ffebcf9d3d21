package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a volume is attached.
 *
 * @param asked as it was asked for
 * @param letters what remains of it in any guest: {@code /dev/sdf} and {@code xvdf} are the same
 */
record DeviceName(String asked, String letters) {
  private static final Pattern FORM =
      Pattern.compile("(?:/dev/)?(?:sd|xvd|hd|vd)([a-z]{1,2}[0-9]{0,2})");

  static DeviceName of(@Nullable String asked) {
    if (asked == null || asked.isEmpty()) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter device");
    }
    Matcher form = FORM.matcher(asked);
    if (asked.length() > 32 || !form.matches()) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "Value (%s) for parameter device is invalid. It is not a valid EBS device name."
              .formatted(asked.substring(0, Math.min(asked.length(), 32))));
    }
    return new DeviceName(asked, form.group(1));
  }

  /** Whether two names are one in a guest; a name of another form is nobody's but its own. */
  static boolean same(String one, String other) {
    return key(one).equals(key(other));
  }

  private static String key(String name) {
    Matcher form = FORM.matcher(name);
    return form.matches() ? form.group(1) : name;
  }
}
