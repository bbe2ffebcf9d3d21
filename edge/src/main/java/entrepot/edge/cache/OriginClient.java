package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.TreePath;
import entrepot.kit.http.BodySink;
import entrepot.kit.http.Fetch;
import entrepot.kit.http.Fetched;
import entrepot.kit.http.ForbiddenAddress;
import entrepot.kit.http.ForbiddenRedirect;
import entrepot.kit.http.HttpSettings;
import entrepot.kit.http.MemorySink;
import entrepot.kit.http.Traffic;
import entrepot.kit.http.UnexpectedEncoding;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.UpstreamChanged;
import entrepot.kit.http.UpstreamFailure;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.UpstreamStalled;
import entrepot.kit.http.UpstreamTooLarge;
import entrepot.kit.http.UpstreamUnreachable;
import entrepot.kit.http.Validators;
import entrepot.kit.listen.Target;
import entrepot.release.sign.Envelope;
import entrepot.store.fill.FillFailed;
import entrepot.store.fill.SourceUnavailable;
import entrepot.store.manifest.PackedNodes;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the origin, and verifies nothing of its answers but their size. While the last look at its
 * head failed, nobody waits for it: all else fails at once.
 */
final class OriginClient implements AutoCloseable {
  private static final String REPLICA = "/.replica/";

  private final URI base;
  private final Upstream patient;
  private final Upstream quick;
  private volatile boolean down;

  OriginClient(URI base, HttpSettings http, InstantSource clock) {
    this.base = base;
    this.patient = new Upstream(http, clock);
    this.quick = new Upstream(http.withRetries(0, Duration.ofMillis(200)), clock);
  }

  /** A head as it came, and its ETag. */
  @SuppressWarnings("ArrayRecordComponent") // never written to
  record Raw(byte[] content, Validators validators) {}

  /** The current head; empty when it is still the one of these validators. */
  Optional<Raw> head(Validators known) {
    MemorySink sink = new MemorySink();
    Fetch fetch = Fetch.upTo(uri(REPLICA + "head.json"), Envelope.MAX_BYTES).unless(known);
    try {
      Fetched fetched = quick.get(fetch, sink);
      down = false;
      return switch (fetched) {
        case Fetched.NotModified _ -> Optional.empty();
        case Fetched.Body body -> Optional.of(new Raw(sink.content(), body.validators()));
      };
    } catch (UpstreamFailure e) {
      Failure failure = told(e);
      down = failure instanceof SourceUnavailable;
      throw failure;
    }
  }

  /** The signed head of that generation; empty where the origin has none. */
  Optional<byte[]> head(long generation) {
    return small(REPLICA + "heads/" + generation + ".json", Envelope.MAX_BYTES);
  }

  /** The stored bytes of a node, unverified; empty where the origin has none. */
  Optional<byte[]> node(Digest sha256) {
    return small(REPLICA + "nodes/" + sha256.hex(), PackedNodes.MOST_BYTES);
  }

  private Optional<byte[]> small(String path, int most) {
    orDown();
    MemorySink sink = new MemorySink();
    try {
      var _ = quick.get(Fetch.upTo(uri(path), most), sink);
      return Optional.of(sink.content());
    } catch (UpstreamRefused e) {
      if (e.absent()) {
        return Optional.empty();
      }
      throw told(e);
    } catch (UpstreamFailure e) {
      throw told(e);
    }
  }

  /** A blob; false, with nothing written, where the origin has none. */
  boolean blob(Digest sha256, long size, BodySink sink) {
    return file(Fetch.exactly(uri(REPLICA + "blobs/" + sha256.hex()), size), sink);
  }

  /**
   * The file at that path of a tree, if it is the version with that ETag; false, with nothing
   * written, where it is not.
   *
   * @param snapshot where to look; empty: in what the origin serves now
   * @param size in bytes, or {@code Fetch.UNKNOWN}
   */
  boolean entry(
      String tree,
      Optional<Digest> snapshot,
      TreePath path,
      String etag,
      long size,
      long limit,
      BodySink sink) {
    String folder = snapshot.map(s -> "/.snapshots/" + tree + "/" + s.hex()).orElse("/" + tree);
    URI uri = uri(folder + "/" + encoded(path));
    Fetch fetch = size < 0 ? Fetch.upTo(uri, limit) : Fetch.exactly(uri, size);
    return file(fetch.with("If-Match", etag), sink);
  }

  private boolean file(Fetch fetch, BodySink sink) {
    orDown();
    try {
      var _ = patient.get(fetch, sink);
      return true;
    } catch (UpstreamRefused e) {
      if (e.absent() || e.status() == 412) {
        return false;
      }
      throw told(e);
    } catch (UpstreamFailure e) {
      throw told(e);
    }
  }

  private void orDown() {
    if (down) {
      throw new SourceUnavailable("the origin %s does not answer".formatted(base), null);
    }
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }

  private static String encoded(TreePath path) {
    return Arrays.stream(path.toString().split("/"))
        .map(Target::encodePart)
        .collect(Collectors.joining("/"));
  }

  private static Failure told(UpstreamFailure e) {
    String found = String.valueOf(e.getMessage());
    return switch (e) {
      case UpstreamUnreachable _, UpstreamStalled _, UpstreamRefused _ ->
          new SourceUnavailable(found, e);
      case ForbiddenAddress _, ForbiddenRedirect _ -> e;
      case UpstreamChanged _, UpstreamTooLarge _, UnexpectedEncoding _ -> new FillFailed(found, e);
    };
  }

  /** What went over the wire. */
  Traffic traffic() {
    Traffic one = patient.traffic();
    Traffic other = quick.traffic();
    return new Traffic(one.requests() + other.requests(), one.bytes() + other.bytes());
  }

  @Override
  public void close() {
    patient.close();
    quick.close();
  }
}
