package entrepot.it;

import entrepot.app.control.Server;
import entrepot.it.fixture.AptKey;
import entrepot.it.fixture.AptRepository;
import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.RepositoryPlan;
import java.nio.file.Path;

/**
 * A signed upstream, and an Entrepot that mirrors it as {@code debian} to the regions {@code north}
 * and {@code south}, with its server running.
 */
final class Road implements AutoCloseable {
  static final String TREE = "debian";
  static final String IN_RELEASE = "dists/stable/InRelease";

  final AptKey key = AptKey.fresh("fixture archive");
  final Path keyring;
  final AptRepository repository;
  final FixtureUpstream upstream;
  final Installation installation;
  final Browser browser = new Browser();
  private final Server server;

  /**
   * {@code policy} is {@code full} or {@code on-demand}; the server runs, nothing is synced yet.
   */
  Road(Path folder, RepositoryPlan plan, String policy) {
    this(folder, plan, policy, "");
  }

  /** The same with further regions, each a line of YAML. */
  Road(Path folder, RepositoryPlan plan, String policy, String regions) {
    this.keyring = key.writeKeyring(folder.resolve("fixture.gpg"));
    this.repository = AptRepository.create(folder.resolve("upstream"), plan, key);
    this.upstream = FixtureUpstream.of(repository.root());
    this.installation =
        Installation.in(
            folder.resolve("entrepot"), configuration(upstream, keyring, plan, policy, regions));
    this.server = Server.start(installation.configuration());
  }

  /** The configuration of such an Entrepot. */
  static String configuration(
      FixtureUpstream upstream, Path keyring, RepositoryPlan plan, String policy, String regions) {
    return """
    trees:
      debian:
        kind: apt
        policy: %s
        source: %s
        suites: %s
        components: %s
        architectures: %s
        keyring: %s
        release: automatic
    regions:
      north: {listen: "127.0.0.1:0"}
      south: {listen: "127.0.0.1:0"}
    %ssteering: {listen: "127.0.0.1:0"}
    upstream: {allow-private: true, stall-timeout: 2s, retries: 1}
    """
        .formatted(
            policy,
            upstream.uri(),
            plan.suites(),
            plan.components(),
            plan.architectures(),
            keyring,
            regions.indent(2));
  }

  /** The address of a file of the tree at that region's edge. */
  String at(String region, String path) {
    return server.edgeUrls().get(region) + "/" + TREE + "/" + path;
  }

  /** The address that clients of that location give to apt's mirror method. */
  String mirrorList(String location) {
    return server.steeringUrl().orElseThrow() + "/mirrors/" + TREE + ".txt?location=" + location;
  }

  /** What that region's edge serves at the path; another status than 200 is an error. */
  byte[] served(String region, String path) {
    return browser.bytes(at(region, path).replace("+", "%2b").replace("~", "%7e"));
  }

  @Override
  public void close() {
    server.close();
    browser.close();
    upstream.close();
  }
}
