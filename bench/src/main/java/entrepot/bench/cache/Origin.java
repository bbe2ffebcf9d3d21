package entrepot.bench.cache;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.kit.listen.Request;
import entrepot.release.DiskReplica;
import entrepot.release.ReleaseOptions;
import entrepot.release.Releaser;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.snapshot.SnapshotRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * One origin for all: a released tree whose head and nodes lie on disk and whose files are made as
 * they are asked for. Each contender has a port of its own, so that its requests are counted.
 */
final class Origin {
  static final String REGION = "region-a";
  static final String COLD = "/bench/cold";

  private final Objects objects;
  private final Path replica;
  private final long cold;

  private Origin(Objects objects, Path replica, long cold) {
    this.objects = objects;
    this.replica = replica;
    this.cold = cold;
  }

  /** Releases the objects; only the digests of those in {@code asked} are true. */
  static Origin release(Path folder, Objects objects, BitSet asked, long cold) throws IOException {
    Clock clock = Clock.systemUTC();
    Store store = Store.over(new DiskBackend(folder.resolve("store")), clock);
    Digest[] digests = new Digest[objects.count()];
    Digest none = Digest.sha256("0".repeat(64));
    IntStream.range(0, digests.length)
        .parallel()
        .forEach(i -> digests[i] = asked.get(i) ? Digest.sha256Of(objects.content(i)) : none);
    List<Entry> entries = new ArrayList<>();
    entries.add(entry("cold", cold, Objects.sha256(cold)));
    for (int i = 0; i < digests.length; i++) {
      entries.add(entry(name(i), objects.size(i), digests[i]));
    }
    Digest snapshot = store.manifests().build(entries.iterator());
    store
        .snapshots()
        .add(
            new SnapshotRecord(
                snapshot, "bench", clock.instant(), Optional.empty(), "bench", "bench", Map.of()));
    SigningKeys keys = SigningKeys.open(folder.resolve("keys"));
    keys.exportTo(folder.resolve("trust"));
    DiskReplica replica = new DiskReplica(REGION, folder.resolve("replica"));
    var _ =
        new Releaser(store, replica, keys, _ -> {}, clock)
            .release("bench", snapshot, ReleaseOptions.by("bench"), Progress.SILENT);
    return new Origin(objects, folder.resolve("replica"), cold);
  }

  private static Entry entry(String path, long size, Digest sha256) {
    return Entry.lazy(TreePath.of(path), Role.PAYLOAD, size, 1_790_000_000L, List.of(sha256));
  }

  /** The path of an object below the tree; in the order of numbers. */
  static String name(int number) {
    return "o/%07d".formatted(number);
  }

  /** A port of this origin, and what was asked there. */
  final class Port implements AutoCloseable {
    final AtomicLong files = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    private final Listener listener =
        Listener.of(new Binding.Tcp("127.0.0.1", 0), Limits.DEFAULT, this::answer);
    private final int number = ((Binding.Tcp) listener.start()).port();

    int number() {
      return number;
    }

    private Answer answer(Request request) {
      String path = request.rawPath();
      if (path.startsWith("/.replica/")) {
        return ofReplica(path.substring("/.replica/".length()));
      }
      files.incrementAndGet();
      if (path.equals(COLD)) {
        bytes.addAndGet(cold);
        return Answer.streamed("application/octet-stream", out -> Objects.write(cold, out))
            .with("Content-Length", Long.toString(cold))
            .with("Cache-Control", "public, max-age=86400");
      }
      int object = Integer.parseInt(path.substring("/bench/o/".length()));
      bytes.addAndGet(objects.size(object));
      return new Answer.Whole(
          200,
          Map.of(
              "Content-Type",
              "application/octet-stream",
              "Cache-Control",
              "public, max-age=86400",
              "ETag",
              "\"" + object + "\""),
          objects.content(object));
    }

    @Override
    public void close() {
      listener.close();
    }
  }

  Port open() {
    return new Port();
  }

  private Answer ofReplica(String name) {
    Path file =
        name.startsWith("nodes/")
            ? replica.resolve("nodes").resolve(name.substring(6, 8)).resolve(name.substring(6))
            : replica.resolve(name);
    try {
      return new Answer.Whole(200, Map.of("ETag", "\"1\""), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Answer.text(404, "no such object\n");
    } catch (IOException e) {
      return Answer.text(500, e + "\n");
    }
  }
}
