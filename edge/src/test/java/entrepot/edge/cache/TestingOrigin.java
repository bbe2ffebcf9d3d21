package entrepot.edge.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import entrepot.edge.Edge;
import entrepot.edge.EdgeSettings;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.listen.Binding;
import entrepot.release.DiskReplica;
import entrepot.release.DiskReplicaReader;
import entrepot.release.ReleaseOptions;
import entrepot.release.Releaser;
import entrepot.release.Revocation;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.fill.FillGone;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.snapshot.SnapshotRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A real edge of region-a over a real replica; before it a proxy that counts what is asked, and
 * answers some of it otherwise when a test says so.
 */
final class TestingOrigin implements AutoCloseable {
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
  final Store store;
  final DiskReplica replica;
  final SigningKeys keys;
  final Releaser releaser;
  final Map<String, HttpHandler> otherwise = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Map<Digest, byte[]> upstream = new ConcurrentHashMap<>();
  private final TreeMap<TreePath, Entry> entries = new TreeMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Edge edge;
  private final URI behind;
  private HttpServer proxy;

  TestingOrigin(Path top) {
    store = Store.over(new DiskBackend(top.resolve("store")), now::get);
    replica = new DiskReplica("region-a", top.resolve("replica"));
    keys = SigningKeys.open(top.resolve("keys"));
    releaser = new Releaser(store, replica, keys, _ -> {}, now::get);
    DiskReplicaReader reader =
        new DiskReplicaReader("region-a", top.resolve("replica"), keys.trusted());
    Fillings fillings =
        new Fillings(
            reader.backend(),
            top.resolve("fetching"),
            (_, entry, sink) -> {
              byte[] content = upstream.get(entry.digests().getFirst());
              if (content == null) {
                throw new FillGone("upstream has no " + entry.path());
              }
              sink.write(content, 0, content.length);
            },
            threads,
            now::get,
            FillLimits.DEFAULT);
    edge =
        new Edge(
            EdgeSettings.of("region-a", new Binding.Tcp("127.0.0.1", 0)).accessLog(false),
            reader,
            fillings,
            now::get);
    behind = URI.create("http://" + edge.start());
    proxy = proxy(0);
  }

  private HttpServer proxy(int port) {
    try {
      InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 300);
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    asked.merge(path, 1, Integer::sum);
    HttpHandler other = otherwise.get(path);
    try (exchange) {
      if (other != null) {
        other.handle(exchange);
      } else {
        pass(exchange, path);
      }
    }
  }

  private void pass(HttpExchange exchange, String path) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(path));
    for (String name : List.of("If-None-Match", "If-Match", "Range", "If-Range")) {
      Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
          .ifPresent(value -> request.header(name, value));
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      response
          .headers()
          .map()
          .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
      long length = response.headers().firstValueAsLong("content-length").orElse(0);
      boolean none = response.statusCode() == 304 || length == 0;
      exchange.sendResponseHeaders(response.statusCode(), none ? -1 : length);
      try (InputStream in = response.body()) {
        if (!none) {
          in.transferTo(exchange.getResponseBody());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /** How often that path was asked for. */
  int asked(String path) {
    return asked.getOrDefault(path, 0);
  }

  /** How often files were asked for, by digest or path, but no heads and nodes. */
  int filesAsked() {
    return asked.entrySet().stream()
        .filter(each -> !each.getKey().matches("/.replica/(head.*|nodes/.*)"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  void forgetCounts() {
    asked.clear();
  }

  /** Nobody listens at its port any more. */
  void kill() {
    proxy.stop(0);
  }

  /** Listens again, at the same port. */
  void revive() {
    proxy = proxy(proxy.getAddress().getPort());
  }

  static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  static String blob(byte[] content) {
    return "/.replica/blobs/" + Digest.sha256Of(content).hex();
  }

  /** Puts a file into the next snapshot, its bytes in the store. */
  byte[] put(String path, byte[] content) {
    Digest sha256 = Digest.sha256Of(content);
    store.backend().put(Key.blob(sha256), content);
    TreePath at = TreePath.of(path);
    entries.put(at, Entry.present(at, Role.PAYLOAD, content.length, 7, sha256));
    return content;
  }

  byte[] put(String path, int size) {
    return put(path, bytes(size, path.hashCode()));
  }

  /** Puts a file whose bytes upstream has, and a digest of that algorithm. */
  byte[] lazy(String path, byte[] content, Digest.Algorithm algorithm) {
    Digest digest = Digest.of(algorithm, algorithm.hash().digest(content));
    upstream.put(digest, content);
    TreePath at = TreePath.of(path);
    entries.put(at, Entry.lazy(at, Role.PAYLOAD, content.length, 7, List.of(digest)));
    return content;
  }

  void remove(String path) {
    entries.remove(TreePath.of(path));
  }

  /** Releases what was put as tree {@code debian}. */
  Digest release() {
    now.updateAndGet(time -> time.plusSeconds(60));
    Digest snapshot = store.manifests().build(entries.values().iterator());
    store
        .snapshots()
        .add(
            new SnapshotRecord(
                snapshot, "debian", now.get(), Optional.empty(), "test", "test", Map.of()));
    var _ = releaser.release("debian", snapshot, ReleaseOptions.by("test"), Progress.SILENT);
    edge.refreshNow();
    return snapshot;
  }

  void revoke(Revocation revocation) {
    var _ = releaser.revoke(revocation, ReleaseOptions.by("test"));
    edge.refreshNow();
  }

  @Override
  public void close() {
    proxy.stop(0);
    edge.close();
    threads.shutdownNow();
    client.close();
  }
}
