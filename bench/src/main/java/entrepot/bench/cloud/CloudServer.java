package entrepot.bench.cloud;

import entrepot.app.command.Command;
import entrepot.bench.sync.EntrepotServer;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.LabAccess;
import entrepot.vm.guest.TinyGuest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** {@code entrepot cloud up} as an operator starts it, with one region. */
final class CloudServer implements AutoCloseable {
  static final String REGION = "bench-1";
  static final String ZONE = "bench-1a";
  static final String ACCOUNT = "000000000001";
  static final LabAccess ACCESS = new LabAccess("AKIABENCH00000000001", "secret-of-the-bench");

  /** The host, as instances reach it. */
  static final String HOST = "198.19.255.1";

  static final String TYPE = "t3.micro";

  private static final long DISK = 64L << 20;

  private final Path folder;
  private final Installation installation;
  private final EntrepotServer server;
  private final URI endpoint;

  /**
   * Starts it on what the folder has.
   *
   * @param service a port of the host that instances may reach
   */
  CloudServer(Path folder, int service) throws IOException {
    this.folder = folder;
    this.installation = installation(folder, service);
    Path log = folder.resolve("up.log");
    this.server =
        EntrepotServer.start(
            List.of("bin/entrepot", "cloud", "up", "--config", installation.file().toString()),
            log);
    this.endpoint = URI.create(LabAccess.endpoint("cloud", REGION, Files.readString(log)));
  }

  private static Installation installation(Path folder, int service) {
    ACCESS.write(folder.resolve("id"), folder.resolve("secret"));
    return Installation.in(
        folder,
        """
        cloud:
          accounts:
            "%s": {access-key-file: id, secret-key-file: secret}
          memory: 1GiB
          instances: 10000
          patience: 1s
          regions:
            %s:
              zones: [%s]
              public: 198.19.254.0/24
              link: 198.19.255.0/30
              services: [%d]
          types:
            %s: {memory: 128MiB, cpus: 1}
        """
            .formatted(ACCOUNT, REGION, ZONE, service, TYPE));
  }

  /** Where the server of such a folder has its ledger. */
  static Path ledger(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve("state")).resolve("ledger.db");
  }

  URI endpoint() {
    return endpoint;
  }

  /** Of the server and of the programs that it ran to their ends. */
  double cpuSeconds() throws IOException {
    return ProcessCpu.seconds(server.pid());
  }

  /** The region's folder. */
  Path disks() {
    return installation.state().resolve("cloud").resolve(REGION);
  }

  /** Imports a disk that boots the tiny guest, as an instance store's root; answers the image. */
  String importTinyGuest() throws IOException {
    Path raw = folder.resolve("tiny.raw");
    Path guests = Files.createDirectories(Path.of("bench", "target", "tiny-guest"));
    TinyGuest.build(guests.toAbsolutePath()).disk(raw, DISK);
    return installation
        .run(
            new Command.CloudImport(
                REGION,
                raw.toString(),
                "machine",
                "raw",
                "tiny",
                "x86_64",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                true))
        .image();
  }

  Ec2Client client() {
    return ACCESS.client(REGION, endpoint);
  }

  @Override
  public void close() {
    try {
      installation.run(new Command.CloudDown());
    } finally {
      server.close();
    }
  }
}
