package entrepot.vm.guest;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a Debian guest's packages come from, when it is built and once it runs.
 *
 * @param from the folder that has {@code dists/} in it, as this machine reads it
 * @param suite such as {@code bookworm}
 * @param architecture {@code amd64} or {@code i386}
 * @param keyring of who signs the suite
 * @param tree what the client kit calls the mirror
 * @param upstream the same folder, as an instance finds it where no mirror answers
 */
public record DebianSource(
    URI from, String suite, String architecture, Path keyring, String tree, URI upstream) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Map<String, String> KERNELS =
      Map.of("amd64", "linux-image-cloud-amd64", "i386", "linux-image-686");

  public DebianSource {
    if (!NAME.matcher(suite).matches()) {
      throw new GuestNotBuilt("'%s' is no suite".formatted(suite), "It is such as bookworm.");
    }
    if (!NAME.matcher(tree).matches()) {
      throw new GuestNotBuilt("'%s' is no name of a tree".formatted(tree), "");
    }
    if (!KERNELS.containsKey(architecture)) {
      throw new GuestNotBuilt(
          "no kernel is known for '%s'".formatted(architecture), "It is amd64 or i386.");
    }
    from = plain(from);
    upstream = plain(upstream);
  }

  /** The package of its kernel. */
  String kernel() {
    return Optional.ofNullable(KERNELS.get(architecture)).orElseThrow();
  }

  /** As EC2 calls the architecture. */
  public String machine() {
    return architecture.equals("amd64") ? "x86_64" : "i386";
  }

  private static URI plain(URI uri) {
    String text = uri.toString();
    String scheme = String.valueOf(uri.getScheme());
    // It becomes a word of sources.list(5).
    if (!scheme.matches("https?") || uri.getHost() == null || !text.matches("[!-~]+")) {
      throw new GuestNotBuilt("'%s' is no http address".formatted(text), "");
    }
    return URI.create(text.replaceFirst("/+$", ""));
  }
}
