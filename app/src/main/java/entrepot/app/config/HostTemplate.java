package entrepot.app.config;

import entrepot.kit.config.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host name with {@code {region}}, {@code {provider}} and {@code {domain}} in it. */
record HostTemplate(String text) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
  private static final List<String> VARIABLES = List.of("region", "provider", "domain");

  /**
   * RFC 1123 §2.1: labels of letters, digits and hyphens; here in lower case, two at least, and the
   * last begins with a letter, so that no address is one.
   */
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  /** What is wrong with the template itself, and what to write. */
  record Fault(String message, String fix) {}

  Optional<Fault> fault() {
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      String name = variable.group(1);
      if (!VARIABLES.contains(name)) {
        return Optional.of(
            new Fault(
                "{%s} stands for nothing".formatted(name),
                Spelling.nearest(name, VARIABLES)
                    .map("did you mean {%s}?"::formatted)
                    .orElse("known are {region}, {provider} and {domain}")));
      }
    }
    return Optional.empty();
  }

  /** The name that it is for such a region. */
  String of(String region, String provider, String domain) {
    return text.replace("{region}", region)
        .replace("{provider}", provider)
        .replace("{domain}", domain);
  }

  static boolean isHost(String name) {
    return HOST.matcher(name).matches();
  }
}
