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
public record DeviceName(String asked, String letters) {
  /** The index of the slot of an instance's root. */
  public static final int ROOT = 1;

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

  /**
   * By which the guest finds it: the index of its slot, from which the client kit's udev rule makes
   * the name. {@code b} is 2, {@code z} 26, {@code aa} 27; 1 is the root's, and what has digits has
   * none: 0.
   */
  public static int index(String name) {
    String letters = key(name);
    if (!letters.matches("[a-z]{1,2}") || letters.equals("a")) {
      return 0;
    }
    int first = letters.charAt(0) - 'a' + 1;
    return letters.length() == 1 ? first : 26 * first + letters.charAt(1) - 'a' + 1;
  }

  private static String key(String name) {
    Matcher form = FORM.matcher(name);
    return form.matches() ? form.group(1) : name;
  }
}
