package entrepot.it;

import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.GpgKey;
import entrepot.it.fixture.RpmPlan;
import entrepot.it.fixture.RpmReader;
import entrepot.it.fixture.RpmRepositoryOnDisk;
import entrepot.it.fixture.TreeReader;
import java.net.URI;
import java.nio.file.Path;

/**
 * Publishes a signed RPM repository as {@code fixture/os}, mirrored as {@code
 * fedora/releases/42/os}.
 */
final class RpmVendor extends Vendor<RpmRepositoryOnDisk> {
  static final String TREE = "fedora";
  static final String PATH = "releases/42/os/";
  private static final String UPSTREAM = "fixture/os/";

  final GpgKey key;

  private RpmVendor(RpmRepositoryOnDisk repository, FixtureUpstream upstream, GpgKey key) {
    super(repository, upstream);
    this.key = key;
  }

  static RpmVendor in(Path folder, RpmPlan plan) {
    GpgKey key = GpgKey.create(folder.resolve("gpg"), "Fixture vendor");
    Path root = folder.resolve("upstream");
    RpmRepositoryOnDisk repository = RpmRepositoryOnDisk.create(root.resolve(UPSTREAM), plan, key);
    return new RpmVendor(repository, FixtureUpstream.of(root), key);
  }

  @Override
  String tree() {
    return TREE;
  }

  @Override
  String entryPoint() {
    return PATH + RpmRepositoryOnDisk.REPOMD;
  }

  @Override
  byte[] published() {
    return repository.bytes(RpmRepositoryOnDisk.REPOMD);
  }

  /** The address of the repository upstream. */
  URI source() {
    return upstream.uri().resolve(UPSTREAM);
  }

  @Override
  String configuration(String policy) {
    return """
    fedora:
      kind: rpm
      policy: %s
      repositories:
        fixture:
          arch: x86_64
          path: %s
          source: %s
          keyring: %s
          package-keyring: %s
      release: automatic
    """
        .formatted(
            policy,
            PATH.substring(0, PATH.length() - 1),
            source(),
            key.certificate(),
            key.certificate());
  }

  @Override
  TreeReader reader(URI tree, long seed) {
    return new RpmReader(tree.resolve(PATH), key, seed);
  }

  @Override
  public void close() {
    super.close();
    key.close();
  }
}
