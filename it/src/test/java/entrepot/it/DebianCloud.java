package entrepot.it;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.machine.AptSources;
import entrepot.app.machine.AptStanza;
import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.LabAccess;
import entrepot.it.fixture.RepositoryPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * A region of instances and the edge of the same region, in one {@code entrepot up}: it mirrors the
 * archive of this machine's apt, and a small one of fixtures.
 */
final class DebianCloud implements AutoCloseable {
  static final String REGION = "lab-1";
  static final String DOMAIN = "entrepot.test";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final Installation installation;
  final AptVendor vendor;
  final int edgePort;

  /** The host, as instances see it. */
  final String host;

  private final EntrepotProcess server;
  private final String endpoint;

  private DebianCloud(Path folder) throws IOException {
    LabAccess.TESTING.write(folder.resolve("id"), folder.resolve("secret"));
    vendor = AptVendor.in(folder, RepositoryPlan.small().packages(8));
    try (ServerSocket free = new ServerSocket(0)) {
      edgePort = free.getLocalPort();
    }
    // Ranges that no other suite's process takes at the same time.
    long place = ProcessHandle.current().pid() % 250;
    host = "198.19.%d.1".formatted(place);
    installation = Installation.in(folder, configuration(place));
    server = installation.start(List.of(), "up");
    if (!server.says("ready", PATIENCE)) {
      throw new IllegalStateException("no lab cloud: " + server.output());
    }
    endpoint = LabAccess.endpoint("cloud", REGION, server.output());
  }

  static DebianCloud in(Path folder) {
    try {
      return new DebianCloud(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String configuration(long place) {
    AptStanza debian =
        new AptSources(Path.of("/etc/apt"))
            .debian()
            .orElseThrow(() -> new IllegalStateException("apt has no source of Debian here"));
    return """
    trees:
      debian:
        kind: apt
        policy: on-demand
        source: %s
        suites: [%s]
        components: [main]
        architectures: [amd64]
        keyring: %s
        release: automatic
    %sregions:
      lab-1: {provider: aws, listen: "0.0.0.0:%d"}
    steering: {listen: "127.0.0.1:0"}
    mirror-hosts: {domain: %s, name: "mirror.{region}.{provider}.{domain}"}
    upstream: {allow-private: true}
    cloud:
      accounts:
        "000000000001":
          access-key-file: id
          secret-key-file: secret
      memory: 1GiB
      regions:
        lab-1:
          zones: [lab-1a, lab-1b]
          public: 198.18.%d.0/24
          link: 198.19.%d.0/30
          services: [%d]
      types:
        t3.micro: {memory: 128MiB, cpus: 1}
        m1.small: {memory: 256MiB, cpus: 1}
    """
        .formatted(
            debian.uri(),
            debian.suites().getFirst(),
            debian.signedBy().orElseThrow(),
            vendor.configuration("full").replace("debian:", "fixture:").indent(2),
            edgePort,
            DOMAIN,
            place,
            place,
            edgePort);
  }

  /** Mirrors both trees, and builds a Debian of what the region's edge serves. */
  Report.CloudQuickstartImage debian() {
    installation.sync("debian");
    installation.sync("fixture");
    return installation.run(
        new Command.CloudQuickstartImage(
            Optional.of(REGION),
            false,
            Optional.empty(),
            Optional.empty(),
            "amd64",
            Optional.empty(),
            Optional.of(clientKit().toString()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(1L << 30)));
  }

  /** A guest that is up within seconds. */
  String tiny() {
    return installation
        .run(
            new Command.CloudQuickstartImage(
                Optional.of(REGION),
                true,
                Optional.empty(),
                Optional.empty(),
                "amd64",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("tiny"),
                Optional.empty()))
        .image()
        .orElseThrow();
  }

  private static Path clientKit() {
    Path built = Path.of("../client/target").toAbsolutePath().normalize();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(built, "entrepot-client_*_all.deb")) {
      return found.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return endpoint;
  }

  String output() {
    return server.output();
  }

  Path disks() {
    return installation.state().resolve("cloud").resolve(REGION);
  }

  /** What clients of EC2 read from the environment. */
  Map<String, String> environment() {
    return LabAccess.TESTING.environment(REGION);
  }

  Ec2Client client() {
    return LabAccess.TESTING.client(REGION, URI.create(endpoint));
  }

  @Override
  public void close() {
    try {
      installation.run(new Command.CloudDown());
    } finally {
      server.kill();
      vendor.upstream.close();
    }
  }
}
