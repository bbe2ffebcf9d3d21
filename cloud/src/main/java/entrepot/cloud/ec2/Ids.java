package entrepot.cloud.ec2;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes up the names of new things, as AWS forms them: a prefix and 17 random hex digits. */
public final class Ids {
  private static final int DIGITS = 17;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** The next name, {@code i} gives such as {@code i-0123456789abcdef0}. */
  public static String next(String prefix) {
    byte[] bytes = new byte[(DIGITS + 1) / 2];
    RANDOM.nextBytes(bytes);
    return prefix + "-" + HexFormat.of().formatHex(bytes).substring(0, DIGITS);
  }
}
