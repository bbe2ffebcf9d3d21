package entrepot.collect.wheels;

import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A system to build wheels for.
 *
 * @param name of its index, such as {@code debian-12-x86_64}
 * @param suite of Debian, such as {@code bookworm}
 * @param architecture as Debian names it, such as {@code amd64}
 * @param sources what its packages come from, as lines of a sources.list
 * @param packages what the builds need beside Python, pip and a C compiler
 */
public record Platform(
    String name, String suite, String architecture, List<String> sources, List<String> packages) {
  /** What every builder has. */
  static final List<String> USUAL =
      List.of("python3", "python3-pip", "python3-dev", "gcc", "libc6-dev", "make");

  /** Raised when builders of the same configuration would come out differently. */
  private static final String RECIPE = "1";

  public Platform {
    sources = List.copyOf(sources);
    packages = List.copyOf(packages);
  }

  /** Changes when a builder would be made otherwise. */
  Digest digest() {
    String text =
        String.join(
            "\n",
            RECIPE,
            suite,
            architecture,
            String.join("\n", sources),
            String.join(" ", packages));
    return Digest.sha256Of(text.getBytes(StandardCharsets.UTF_8));
  }
}
