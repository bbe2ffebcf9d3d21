package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.kit.http.BodySink;
import entrepot.store.fill.FillGone;
import entrepot.store.fill.MissFetcher;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Gets a file from the origin: a present one by its digest; a lazy one by its path, in what the
 * origin serves now or in a snapshot that has it, because only there it is filled. Whoever called
 * verifies it by the entry's own checksum.
 */
final class OriginMisses implements MissFetcher {
  private static final int ETAG_DIGITS = 32;

  private final OriginClient origin;
  private final BiFunction<String, Entry, List<Digest>> snapshotsWith;
  private final long unknownSize;

  /**
   * {@code snapshotsWith} names snapshots of a tree that have the very entry; {@code unknownSize}
   * is the most for files whose size no index gives.
   */
  OriginMisses(
      OriginClient origin,
      BiFunction<String, Entry, List<Digest>> snapshotsWith,
      long unknownSize) {
    this.origin = origin;
    this.snapshotsWith = snapshotsWith;
    this.unknownSize = unknownSize;
  }

  @Override
  public void fetch(String tree, Entry entry, Sink sink) {
    BodySink body = new ToSink(sink);
    boolean present = entry.state() == State.PRESENT;
    if (present && origin.blob(entry.sha256().orElseThrow(), entry.size(), body)) {
      return;
    }
    if (!tree.startsWith(".")) {
      if (byPath(tree, Optional.empty(), entry, body)) {
        return;
      }
      for (Digest snapshot : snapshotsWith.apply(tree, entry)) {
        if (byPath(tree, Optional.of(snapshot), entry, body)) {
          return;
        }
      }
    }
    throw new FillGone("the origin has no %s of tree %s any more".formatted(entry.path(), tree));
  }

  private boolean byPath(String tree, Optional<Digest> snapshot, Entry entry, BodySink body) {
    String hex = entry.sha256().orElseGet(() -> entry.digests().getFirst()).hex();
    String etag = '"' + hex.substring(0, ETAG_DIGITS) + '"';
    return origin.entry(tree, snapshot, entry.path(), etag, entry.size(), unknownSize, body);
  }

  /** A fill's sink as the HTTP client writes to it. */
  private record ToSink(Sink sink) implements BodySink {
    @Override
    public void write(byte[] bytes, int offset, int length) {
      sink.write(bytes, offset, length);
    }

    @Override
    public void restart() {
      sink.restart();
    }
  }
}
