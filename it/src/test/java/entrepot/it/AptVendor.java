package entrepot.it;

import entrepot.it.fixture.AptKey;
import entrepot.it.fixture.AptReader;
import entrepot.it.fixture.AptRepository;
import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.it.fixture.TreeReader;
import java.net.URI;
import java.nio.file.Path;

/** Publishes a signed APT repository, mirrored as {@code debian}. */
final class AptVendor extends Vendor<AptRepository> {
  static final String TREE = "debian";
  static final String IN_RELEASE = "dists/stable/InRelease";

  final AptKey key;
  final Path keyring;
  private final RepositoryPlan plan;

  private AptVendor(
      AptRepository repository,
      FixtureUpstream upstream,
      AptKey key,
      Path keyring,
      RepositoryPlan plan) {
    super(repository, upstream);
    this.key = key;
    this.keyring = keyring;
    this.plan = plan;
  }

  static AptVendor in(Path folder, RepositoryPlan plan) {
    AptKey key = AptKey.fresh("fixture archive");
    Path root = folder.resolve("upstream");
    AptRepository repository = AptRepository.create(root, plan, key);
    Path keyring = key.writeKeyring(folder.resolve("fixture.gpg"));
    return new AptVendor(repository, FixtureUpstream.of(root), key, keyring, plan);
  }

  @Override
  String tree() {
    return TREE;
  }

  @Override
  String entryPoint() {
    return IN_RELEASE;
  }

  @Override
  byte[] published() {
    return repository.bytes(IN_RELEASE);
  }

  @Override
  String configuration(String policy) {
    return """
    debian:
      kind: apt
      policy: %s
      source: %s
      suites: %s
      components: %s
      architectures: %s
      keyring: %s
      release: automatic
    """
        .formatted(
            policy,
            upstream.uri(),
            plan.suites(),
            plan.components(),
            plan.architectures(),
            keyring);
  }

  @Override
  TreeReader reader(URI tree, long seed) {
    return new AptReader(tree, "stable", key, seed);
  }
}
