package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.release.Revocation;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import entrepot.store.fill.MissFetcher;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A running edge of region-a over a replica with the entries that a test puts there. */
final class EdgeFixture implements AutoCloseable {
  /** Midnight, Friday 2026-11-20, UTC. */
  static final long MTIME = Instant.parse("2026-11-20T00:00:00Z").getEpochSecond();

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
  final TestingReplica replica;
  final DiskBackend backend;
  final Fillings fillings;
  final Edge edge;
  final int port;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Entry> entries = new ArrayList<>();

  EdgeFixture(Path folder, MissFetcher fetcher, List<String> networks, Limits limits) {
    this(folder, fetcher, networks, limits, Optional.empty(), List.of());
  }

  EdgeFixture(
      Path folder,
      MissFetcher fetcher,
      List<String> networks,
      Limits limits,
      Optional<EdgeTls> tls,
      List<HostAlias> aliases) {
    InstantSource clock = now::get;
    backend = new DiskBackend(folder.resolve("replica"));
    replica = new TestingReplica(backend);
    fillings =
        new Fillings(
            backend, folder.resolve("fills"), fetcher, executor, clock, FillLimits.DEFAULT);
    edge =
        new Edge(
            new EdgeSettings(
                "region-a",
                new Binding.Tcp("127.0.0.1", 0),
                tls,
                networks,
                List.of(),
                aliases,
                limits,
                2,
                true,
                8L << 20,
                Duration.ofHours(1)),
            replica,
            fillings,
            clock);
    Binding bound = edge.start();
    port = ((Binding.Tcp) bound).port();
  }

  static EdgeFixture over(Path folder) {
    return over(
        folder,
        (_, entry, _) -> {
          throw new AssertionError("nobody should ask for " + entry);
        });
  }

  static EdgeFixture over(Path folder, MissFetcher fetcher) {
    return new EdgeFixture(folder, fetcher, List.of(), Limits.DEFAULT);
  }

  static EdgeFixture knownAs(Path folder, List<String> networks, HostAlias... aliases) {
    return new EdgeFixture(
        folder,
        (_, entry, _) -> {
          throw new AssertionError("nobody should ask for " + entry);
        },
        networks,
        Limits.DEFAULT,
        Optional.empty(),
        List.of(aliases));
  }

  static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Puts a file into the next snapshot. */
  Entry put(String path, Role role, byte[] content) {
    Digest sha256 = Digest.sha256Of(content);
    backend.put(Key.blob(sha256), content);
    return put(Entry.present(TreePath.of(path), role, content.length, MTIME, sha256));
  }

  Entry put(String path, String content) {
    return put(path, Role.PAYLOAD, text(content));
  }

  Entry put(Entry entry) {
    entries.add(entry);
    return entry;
  }

  /** The manifest of what was put. */
  Digest snapshot() {
    entries.sort(Comparator.comparing(Entry::path));
    return replica.manifests().build(entries.iterator());
  }

  /** Releases what was put as tree {@code debian}. */
  Digest release(Revocation... revoked) {
    return release(Optional.empty(), revoked);
  }

  Digest release(Optional<Digest> carry, Revocation... revoked) {
    Digest snapshot = snapshot();
    replica.release("debian", snapshot, carry, revoked);
    edge.refreshNow();
    return snapshot;
  }

  /** Begins the next snapshot without any entry. */
  void startOver() {
    entries.clear();
  }

  Reply get(String target, String... headers) {
    return ask("GET", target, headers);
  }

  Reply ask(String method, String target, String... headers) {
    try (Wire wire = new Wire(port)) {
      return wire.ask(method, target, headers);
    }
  }

  /** Asks by a name; {@code host} is the header's text. */
  Reply getOf(String host, String target, String... headers) {
    try (Wire wire = new Wire(port)) {
      StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
      request.append("Host: ").append(host).append("\r\n");
      for (String header : headers) {
        request.append(header).append("\r\n");
      }
      wire.send(request + "\r\n");
      return wire.read(false);
    }
  }

  @Override
  public void close() {
    edge.close();
    executor.shutdownNow();
  }
}
