package entrepot.app.config;

import entrepot.ledger.Timing;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Mirrored RPM repositories, each in a folder of its own.
 *
 * @param repositories in the order of the file
 * @param allowMd5 whether files may be verified by MD5 where their index gives nothing better
 */
public record RpmTree(
    String name,
    Policy policy,
    List<Repository> repositories,
    boolean allowMd5,
    Optional<Timing> schedule,
    ReleaseRules rules)
    implements TreeConfiguration {
  public RpmTree {
    repositories = List.copyOf(repositories);
  }

  @Override
  public String kind() {
    return "rpm";
  }

  @Override
  public String origin() {
    if (repositories.isEmpty()) {
      return "";
    }
    // A query may hold a secret.
    String first = repositories.getFirst().origin().address().toString().replaceFirst("\\?.*", "");
    int more = repositories.size() - 1;
    return more == 0 ? first : "%s and %d more".formatted(first, more);
  }

  /**
   * One repository.
   *
   * @param name its key in the file
   * @param repo by which clients ask steering for it, together with {@code arch}
   * @param path its folder in the tree, in which {@code repodata} lies; empty for the tree's root
   * @param keyring OpenPGP keys, one of which must have signed repomd.xml
   * @param packageKeyring OpenPGP keys, one of which must have signed each package
   */
  public record Repository(
      String name,
      String repo,
      String arch,
      String path,
      Origin origin,
      Optional<Path> keyring,
      Optional<Path> packageKeyring) {}

  /** Where a repository may be had. */
  public sealed interface Origin {
    /** What the file says. */
    URI address();

    /** The folder that has {@code repodata/} in it; without a slash at its end. */
    record Source(URI address) implements Origin {}

    /** A list of such folders. */
    record Mirrorlist(URI address) implements Origin {}

    /** A list of such folders, with the checksums of their repomd.xml. */
    record Metalink(URI address) implements Origin {}
  }
}
