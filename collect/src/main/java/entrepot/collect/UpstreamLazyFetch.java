package entrepot.collect;

import entrepot.kit.http.BodySink;
import entrepot.kit.http.Fetch;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.UpstreamFailure;
import entrepot.store.manifest.Entry;
import java.net.URI;
import java.util.List;

/** Fetches lazy entries from where they may be had; a mirror that fails is followed by the next. */
public final class UpstreamLazyFetch implements LazyFetch {
  private final Upstream upstream;
  private final Places places;

  /** Below one address. */
  public UpstreamLazyFetch(Upstream upstream, URI base) {
    this(upstream, Places.below(new SourceAddress(base)));
  }

  /** From several mirrors, perhaps. */
  public UpstreamLazyFetch(Upstream upstream, Places places) {
    this.upstream = upstream;
    this.places = places;
  }

  @Override
  public void fetch(Entry entry, BodySink sink) {
    List<URI> addresses = places.of(entry);
    for (int i = 0; ; i++) {
      try {
        upstream.get(asked(addresses.get(i), entry), sink);
        return;
      } catch (UpstreamFailure e) {
        places.failed(addresses.get(i), e);
        if (i + 1 == addresses.size() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        sink.restart();
      }
    }
  }

  private Fetch asked(URI uri, Entry entry) {
    return entry.size() == Entry.UNKNOWN_SIZE
        ? Fetch.upTo(uri, upstream.settings().maxFileSize())
        : Fetch.exactly(uri, entry.size());
  }
}
