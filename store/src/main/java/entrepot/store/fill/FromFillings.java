package entrepot.store.fill;

import entrepot.kit.Digest;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gets bytes from another store that fills itself: an edge's misses go to the central store, so
 * that all regions together cost upstream one fetch.
 */
public final class FromFillings implements MissFetcher {
  private static final int PIECE = 64 * 1024;

  private final Fillings source;
  private final Backend backend;

  /** Fetches through {@code source}, which fills {@code backend}. */
  public FromFillings(Fillings source, Backend backend) {
    this.source = source;
    this.backend = backend;
  }

  @Override
  public void fetch(String tree, Entry entry, Sink sink) {
    switch (source.open(tree, entry)) {
      case Opened.Filled filled -> copy(filled.sha256(), sink);
      case Opened.Coming coming -> {
        try (Following following = coming.following()) {
          follow(following, sink);
        }
      }
    }
  }

  private void copy(Digest sha256, Sink sink) {
    byte[] piece = new byte[PIECE];
    try (InputStream in = backend.open(Key.blob(sha256), 0)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        sink.write(piece, 0, n);
      }
    } catch (IOException e) {
      throw new FillFailed("reading %s from the central store: %s".formatted(sha256, e), e);
    }
  }

  private static void follow(Following following, Sink sink) {
    byte[] piece = new byte[PIECE];
    for (int n = following.read(piece, 0, PIECE); n >= 0; n = following.read(piece, 0, PIECE)) {
      sink.write(piece, 0, n);
    }
  }
}
