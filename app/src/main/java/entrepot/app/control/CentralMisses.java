package entrepot.app.control;

import entrepot.kit.http.BodySink;
import entrepot.kit.http.UpstreamFailure;
import entrepot.kit.http.UpstreamRefused;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.fill.FillFailed;
import entrepot.store.fill.FillGone;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import entrepot.store.fill.Following;
import entrepot.store.fill.MissFetcher;
import entrepot.store.fill.Opened;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Gives edges what they miss, out of the central store: each file is fetched upstream once. */
final class CentralMisses implements MissFetcher {
  private static final int PIECE = 64 * 1024;

  private final DiskBackend store;
  private final Fillings central;

  CentralMisses(
      Sources sources, DiskBackend store, Path scratch, Executor executor, InstantSource clock) {
    this.store = store;
    this.central =
        new Fillings(
            store,
            scratch,
            (tree, entry, sink) -> fromUpstream(sources, tree, entry, sink),
            executor,
            clock,
            FillLimits.DEFAULT);
  }

  private static void fromUpstream(Sources sources, String tree, Entry entry, Sink sink) {
    BodySink body =
        new BodySink() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            sink.write(bytes, offset, length);
          }

          @Override
          public void restart() {
            sink.restart();
          }
        };
    try {
      sources.lazy(tree).fetch(entry, body);
    } catch (UpstreamRefused e) {
      if (e.absent()) {
        throw new FillGone("upstream no longer has " + entry.path());
      }
      throw new FillFailed(String.valueOf(e.getMessage()), e);
    } catch (UpstreamFailure e) {
      throw new FillFailed(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void fetch(String tree, Entry entry, Sink sink) {
    switch (central.open(tree, entry)) {
      case Opened.Filled filled -> copy(Key.blob(filled.sha256()), sink);
      case Opened.Coming coming -> follow(coming.following(), sink);
    }
  }

  private void copy(Key blob, Sink sink) {
    byte[] piece = new byte[PIECE];
    try (InputStream in = store.open(blob, 0)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        sink.write(piece, 0, n);
      }
    } catch (IOException e) {
      throw new FillFailed("reading " + blob.name(), e);
    }
  }

  private static void follow(Following coming, Sink sink) {
    byte[] piece = new byte[PIECE];
    try (Following following = coming) {
      for (int n = following.read(piece, 0, PIECE); n >= 0; n = following.read(piece, 0, PIECE)) {
        sink.write(piece, 0, n);
      }
    }
  }
}
