package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.AptClient;
import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.RepositoryPlan;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caching edge in a process of its own, killed while clients fill its cache; and a real apt. */
class CachingEdgeKilledTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long SEED = Long.getLong("entrepot.crash.seed", System.nanoTime());
  private static final int READERS = 4;

  /** In files read since the edge began; the next one or two are on their way. */
  private static final int LATEST_KILL = 60;

  private static final int KILLS = Boolean.getBoolean("entrepot.long") ? 50 : 6;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger whole = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private AptRoad road;
  private int port;

  @BeforeEach
  void mirror() throws IOException {
    RepositoryPlan plan =
        RepositoryPlan.small().packages(120).architectures(AptClient.architecture());
    road = new AptRoad(folder, plan, "full");
    road.installation.sync(AptVendor.TREE);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    road.close();
    http.close();
  }

  @Test
  void servesNoTornFileWheneverItDiesAndGoesOnWithWhatItHad() {
    for (int kill = 0; kill < KILLS; kill++) {
      try (EntrepotProcess edge = edge()) {
        readUntil(random.nextInt(LATEST_KILL), edge);
      }
      assertThat(wrong).as("seed %d, kill %d", SEED, kill).isEmpty();
    }
    try (EntrepotProcess edge = edge()) {
      installs(client("a"), edge);
      assertThat(get(path("fixture-00002")).statusCode()).isEqualTo(200);
      assertThat(whole.get()).as("files that were read whole, seed %d", SEED).isPositive();
      // Of its origin nothing is left.
      road.close();
      installs(client("b"), edge);
    }
    try (EntrepotProcess edge = edge()) {
      installs(client("c"), edge);
      assertThat(get(path("fixture-00002")).statusCode()).isEqualTo(200);
      assertThat(get("pool/absent").statusCode()).isEqualTo(404);
    }
  }

  private EntrepotProcess edge() {
    String origin = URI.create(road.at("north", "")).resolve("/").toString();
    EntrepotProcess edge =
        road.installation.start(
            List.of(),
            "edge",
            "--origin=" + origin,
            "--allow-private",
            "--region=north",
            "--trust=" + road.installation.state().resolve("trust"),
            "--listen=127.0.0.1:" + port,
            "--cache=" + folder.resolve("cache"),
            "--cache-size=64MB");
    assertThat(edge.says("ready", PATIENCE)).as(edge.output()).isTrue();
    return edge;
  }

  /** Clients read at random until they have so many files; then the edge is killed under them. */
  private void readUntil(int files, EntrepotProcess edge) {
    int before = whole.get();
    long end = System.nanoTime() + PATIENCE.toNanos();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> readers = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      Random own = new Random(random.nextLong());
      readers.add(Thread.ofVirtual().start(() -> read(own, over)));
    }
    while (whole.get() < before + files && wrong.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(500_000);
    }
    edge.kill();
    over.set(true);
    for (Thread reader : readers) {
      join(reader);
    }
  }

  private void read(Random own, AtomicBoolean over) {
    List<String> names = List.copyOf(road.repository.names());
    while (!over.get()) {
      String path = path(names.get(own.nextInt(names.size())));
      try {
        HttpResponse<byte[]> answer = fetch(path);
        // An edge that has just begun may not have heard of its origin yet.
        if (answer.statusCode() == 503) {
          continue;
        }
        if (answer.statusCode() != 200
            || !Arrays.equals(answer.body(), road.repository.bytes(path))) {
          wrong.add(path + ": " + answer.statusCode());
        }
        whole.incrementAndGet();
      } catch (IOException _) {
        // Cut off, and the client knows it: that is what being killed looks like.
      }
    }
  }

  private HttpResponse<byte[]> get(String path) {
    try {
      return fetch(path);
    } catch (IOException e) {
      throw new AssertionError("the edge does not answer", e);
    }
  }

  private HttpResponse<byte[]> fetch(String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:%d/%s/%s".formatted(port, AptVendor.TREE, path));
    try {
      return http.send(
          HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String path(String name) {
    return road.repository.path(name);
  }

  private AptClient client(String name) {
    String tree = "http://127.0.0.1:%d/%s".formatted(port, AptVendor.TREE);
    return AptClient.in(
        folder.resolve("client-" + name), AptClient.source(road.keyring, tree, "stable", "main"));
  }

  private void installs(AptClient client, EntrepotProcess edge) {
    assertThat(client.update()).as(edge.output()).matches(Ran::ok, "updated");
    assertThat(client.install("fixture-00001")).as(edge.output()).matches(Ran::ok, "installed");
    assertThat(client.installed("fixture-00001"))
        .contains(road.repository.version("fixture-00001"));
  }
}
