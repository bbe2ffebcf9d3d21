package entrepot.app.quickstart;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import entrepot.app.quickstart.rpm.Payload;
import entrepot.app.quickstart.rpm.RpmKey;
import entrepot.app.quickstart.rpm.RpmPackageSpec;
import entrepot.app.quickstart.rpm.RpmRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The upstream of the tree {@code rpm}: a small signed repository in a folder, served on loopback.
 * It publishes anew when a package was put into the folder, or taken out, so that whoever tries the
 * quickstart has an upstream that changes.
 */
final class SampleUpstream implements AutoCloseable {
  /** A package that it has. */
  static final String PACKAGE = "entrepot-hello";

  private static final String OWNER = "Entrepot quickstart <quickstart@localhost>";

  private final RpmRepository repository;
  private final Path keyring;
  private final InstantSource clock;
  private final Story story;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private SampleUpstream(Path folder, InstantSource clock, Story story) throws IOException {
    Files.createDirectories(folder);
    RpmKey key = RpmKey.in(folder.resolve("signing.key"), OWNER, clock.instant());
    this.keyring = key.writePublicKey(folder.resolve("key.asc"));
    this.repository = new RpmRepository(folder.resolve("repository"), key);
    this.clock = clock;
    this.story = story;
    if (repository.files().isEmpty()) {
      repository.add(hello());
    }
    repository.publishIfChanged(clock.instant());
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            0,
            "/",
            SimpleFileServer.createFileHandler(repository.folder().toAbsolutePath()),
            Filter.beforeHandler("publishes what changed", this::asked));
    server.setExecutor(threads);
  }

  /** Makes the repository in the folder where it is not there yet, and serves it. */
  static SampleUpstream start(Path folder, InstantSource clock, Story story) {
    try {
      SampleUpstream upstream = new SampleUpstream(folder, clock, story);
      upstream.server.start();
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RpmPackageSpec hello() {
    return RpmPackageSpec.of(PACKAGE, "1.0")
        .summary("A greeting that came through Entrepot")
        .file(
            new Payload.Text(
                "/usr/share/entrepot-hello/hello.txt",
                "This file was collected, snapshotted, released, and served in your region.\n"));
  }

  private synchronized void asked(HttpExchange exchange) {
    if (!exchange.getRequestURI().getPath().endsWith("/repomd.xml")) {
      return;
    }
    try {
      repository.publishIfChanged(clock.instant());
    } catch (UncheckedIOException e) {
      // Such as a package that is still being copied: the former state is a good one.
      story.say("  not published: %s", Objects.requireNonNull(e.getCause()).toString());
    }
  }

  /** The repository's root. */
  URI url() {
    return URI.create(
        "http://%s:%d/"
            .formatted(
                server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort()));
  }

  /** The public key that has signed repomd.xml and the packages. */
  Path keyring() {
    return keyring;
  }

  /** The folder to put more packages into. */
  Path packages() {
    return repository.packages();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
