package entrepot.collect.rpm;

import entrepot.kit.Failure;

/** A repository's repomd.xml is well-formed, but it is not one to go on with. */
public final class RepositoryRefused extends Failure {
  private static final long serialVersionUID = 1L;

  private RepositoryRefused(String repository, String found, String next) {
    super("checking repomd.xml of %s: %s".formatted(repository, found), next, null);
  }

  static RepositoryRefused older(String repository, long timestamp, long before) {
    return new RepositoryRefused(
        repository,
        "it is of %s, older than the one of %s in the former snapshot"
            .formatted(
                java.time.Instant.ofEpochSecond(timestamp),
                java.time.Instant.ofEpochSecond(before)),
        "Ask another mirror; if upstream really went back, run 'entrepot sync --allow-shrink'.");
  }

  static RepositoryRefused stale(String repository) {
    return new RepositoryRefused(
        repository,
        "it is neither the one that the metalink names nor an alternate of it",
        "Try again later; the mirror is behind, ahead, or wrong.");
  }

  static RepositoryRefused formerSignature(String repository) {
    return new RepositoryRefused(
        repository,
        "it is new, but its signature repomd.xml.asc is the former one: half published",
        "Run the command again in some minutes.");
  }

  static RepositoryRefused unsigned(String repository) {
    return new RepositoryRefused(
        repository,
        "repomd.xml.asc, which the former snapshot had, is gone: half published, or signed no more",
        "Try again in some minutes; if upstream signs no more, run 'entrepot sync --allow-shrink'.");
  }

  static RepositoryRefused unverifiable(String repository, String file, String objection) {
    return new RepositoryRefused(
        repository,
        "it names %s, and %s".formatted(file, objection),
        "Ask the upstream for SHA-256 checksums; 'allow-md5' lets MD5 pass.");
  }

  static RepositoryRefused noPrimary(String repository) {
    return new RepositoryRefused(
        repository,
        "it names no metadata of type 'primary' in this repository",
        "Check the address; a repository without primary.xml cannot be carried.");
  }
}
