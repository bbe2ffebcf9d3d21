package entrepot.collect.python;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The notations of a version: all that PEP 440 lets pass, and the canonical one. */
final class VersionText {
  /** So that no comparison takes long: nobody's version has this many characters. */
  private static final int LONGEST = 200;

  /** From PEP 440, appendix B. */
  private static final Pattern VERSION =
      Pattern.compile(
          """
          v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)\
          (?<pre>[-_.]?(?<letter>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<number>[0-9]+)?)?\
          (?<post>-(?<implicit>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postnumber>[0-9]+)?)?\
          (?<dev>[-_.]?dev[-_.]?(?<devnumber>[0-9]+)?)?\
          (?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\
          """);

  private VersionText() {}

  static Optional<PythonVersion> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher match = VERSION.matcher(lower(text.strip()));
    if (!match.matches()) {
      return Optional.empty();
    }
    List<BigInteger> release =
        Arrays.stream(match.group("release").split("\\.", -1)).map(BigInteger::new).toList();
    String local = match.group("local");
    return Optional.of(
        new PythonVersion(
            number(match.group("epoch")),
            release,
            match.group("pre") == null
                ? null
                : new PythonVersion.Pre(
                    letter(match.group("letter")), number(match.group("number"))),
            match.group("post") == null
                ? null
                : number(
                    match.group("implicit") != null
                        ? match.group("implicit")
                        : match.group("postnumber")),
            match.group("dev") == null ? null : number(match.group("devnumber")),
            local == null ? null : local(local)));
  }

  /** Only ASCII: the Kelvin sign is no k. */
  private static String lower(String text) {
    return text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : text;
  }

  private static BigInteger number(@Nullable String digits) {
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static String letter(String written) {
    return switch (written) {
      case "a", "alpha" -> "a";
      case "b", "beta" -> "b";
      default -> "rc";
    };
  }

  private static String local(String written) {
    return Arrays.stream(written.split("[-_.]", -1))
        .map(part -> isNumber(part) ? new BigInteger(part).toString() : part)
        .collect(Collectors.joining("."));
  }

  static boolean isNumber(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static String canonical(PythonVersion version) {
    StringBuilder out = new StringBuilder();
    if (version.epoch().signum() != 0) {
      out.append(version.epoch()).append('!');
    }
    out.append(
        version.release().stream().map(BigInteger::toString).collect(Collectors.joining(".")));
    version.pre().ifPresent(pre -> out.append(pre.letter()).append(pre.number()));
    version.post().ifPresent(post -> out.append(".post").append(post));
    version.dev().ifPresent(dev -> out.append(".dev").append(dev));
    version.local().ifPresent(local -> out.append('+').append(local));
    return out.toString();
  }
}
