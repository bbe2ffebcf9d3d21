package entrepot.app.training;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import entrepot.app.cli.EntrepotCommand;
import entrepot.app.quickstart.rpm.RpmKey;
import entrepot.app.quickstart.rpm.RpmPackageSpec;
import entrepot.app.quickstart.rpm.RpmRepository;
import entrepot.app.quickstart.s3.SampleBucket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * {@code TrainingRun FOLDER}: mirrors two small archives from loopback, twice, to a replica and to
 * a bucket, by the ordinary command line, and exits with its code.
 */
public final class TrainingRun {
  private static final int PACKAGES = 20;

  private TrainingRun() {}

  /** See the class; the folder is empty, and the caller's to remove. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Instant now = Instant.now();
    RpmKey key = RpmKey.create("Training <training@localhost>", now);
    Path keyring = key.writePublicKey(folder.resolve("key.asc"));
    Path served = Files.createDirectories(folder.resolve("served"));
    TrainingArchive.write(served.resolve("apt"), key, now);
    RpmRepository repository = new RpmRepository(served.resolve("rpm"), key);
    repository.addAll(
        IntStream.range(0, PACKAGES)
            .mapToObj(i -> RpmPackageSpec.of("package-" + i, "1.0"))
            .toList());
    repository.publish(now);
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), served, OutputLevel.NONE);
    server.start();
    SampleBucket bucket = SampleBucket.start(folder.resolve("bucket"), "127.0.0.1");
    int exit = 0;
    String config = configuration(folder, keyring, server.getAddress(), bucket).toString();
    for (int run = 0; run < 2 && exit == 0; run++) {
      exit = EntrepotCommand.run("sync", "--config", config);
    }
    System.exit(exit);
  }

  private static Path configuration(
      Path folder, Path keyring, InetSocketAddress upstream, SampleBucket bucket)
      throws IOException {
    String url = "http://" + upstream.getAddress().getHostAddress() + ":" + upstream.getPort();
    return Files.writeString(
        folder.resolve("entrepot.yaml"),
        """
        state: %1$s/state
        trees:
          apt:
            kind: apt
            source: %2$s/apt
            suites: [stable]
            components: [main]
            architectures: [amd64]
            keyring: %3$s
            policy: full
            release: automatic
          rpm:
            kind: rpm
            repositories:
              rpm: {path: "", arch: noarch, source: %2$s/rpm, keyring: %3$s}
            policy: full
            release: automatic
        regions:
          local:
            listen: 127.0.0.1:0
            url: http://127.0.0.1:8081
            replica: %1$s/replica
          bucket:
            bucket:
              name: %4$s
              endpoint: %5$s
              credentials: {access-key-file: %6$s, secret-key-file: %7$s}
        steering: {listen: "127.0.0.1:0", url: "http://127.0.0.1:8080"}
        upstream: {allow-private: true}
        """
            .formatted(
                folder,
                url,
                keyring,
                SampleBucket.NAME,
                bucket.endpoint(),
                bucket.accessKey(),
                bucket.secretKey()));
  }
}
