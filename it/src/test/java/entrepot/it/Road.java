package entrepot.it;

import entrepot.app.control.Server;
import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.TreeReader;
import java.net.URI;
import java.nio.file.Path;

/**
 * A vendor, and an Entrepot that mirrors what he publishes to the regions {@code north} and {@code
 * south}, with its server running. Nothing is synced yet.
 */
abstract class Road implements AutoCloseable {
  final Vendor<?> vendor;
  final FixtureUpstream upstream;
  final Installation installation;
  final Browser browser = new Browser();
  private final Server server;

  /** {@code policy} is {@code full} or {@code on-demand}; {@code more} is further configuration. */
  Road(Path folder, Vendor<?> vendor, String policy, More more) {
    this.vendor = vendor;
    this.upstream = vendor.upstream;
    this.installation =
        Installation.in(folder.resolve("entrepot"), configuration(vendor, policy, more));
    this.server = Server.start(installation.configuration());
  }

  /**
   * Further lines of YAML.
   *
   * @param regions each a region
   * @param steering further keys of {@code steering}
   */
  record More(String regions, String steering) {
    static final More NOTHING = new More("", "");

    static More regions(String regions) {
      return new More(regions, "");
    }
  }

  /** The configuration of such an Entrepot. */
  static String configuration(Vendor<?> vendor, String policy, More more) {
    String edges =
        """
        north: {listen: "127.0.0.1:0"}
        south: {listen: "127.0.0.1:0"}
        """;
    return configuration(vendor, policy, edges + more.regions(), more.steering());
  }

  /** The same with these regions and no others. */
  static String configuration(Vendor<?> vendor, String policy, String regions, String steering) {
    return """
    trees:
    %sregions:
    %ssteering:
      listen: "127.0.0.1:0"
    %supstream: {allow-private: true, stall-timeout: 2s, retries: 1}
    """
        .formatted(vendor.configuration(policy).indent(2), regions.indent(2), steering.indent(2));
  }

  /** The address of a file of the tree at that region's edge. */
  String at(String region, String path) {
    return server.edgeUrls().get(region) + "/" + vendor.tree() + "/" + path;
  }

  /** Where mirror lists are asked for, without a slash at the end. */
  String steering() {
    return server.steeringUrl().orElseThrow();
  }

  /** What that region's edge serves at the path; another status than 200 is an error. */
  byte[] served(String region, String path) {
    return browser.bytes(
        at(region, path).replace("+", "%2b").replace("~", "%7e").replace("^", "%5e"));
  }

  /** The entry point that the edge of that region serves. */
  byte[] servedEntryPoint(String region) {
    return served(region, vendor.entryPoint());
  }

  /** Reads so many packages at that region's edge as a client that distrusts all of it. */
  void readThrough(String region, int packages) {
    try (TreeReader reader = vendor.reader(URI.create(at(region, "")), 1)) {
      reader.read(packages);
    }
  }

  @Override
  public void close() {
    server.close();
    browser.close();
    vendor.close();
  }
}
