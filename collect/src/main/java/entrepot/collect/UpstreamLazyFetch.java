package entrepot.collect;

import entrepot.kit.http.BodySink;
import entrepot.kit.http.Fetch;
import entrepot.kit.http.Upstream;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import java.net.URI;

/** Fetches lazy entries below one address: at their locator, else at their path. */
public final class UpstreamLazyFetch implements LazyFetch {
  private final Upstream upstream;
  private final SourceAddress base;

  public UpstreamLazyFetch(Upstream upstream, URI base) {
    this.upstream = upstream;
    this.base = new SourceAddress(base);
  }

  @Override
  public void fetch(Entry entry, BodySink sink) {
    URI uri = base.of(entry.text(Extension.LOCATOR).orElse(entry.path().toString()));
    upstream.get(
        entry.size() == Entry.UNKNOWN_SIZE
            ? Fetch.upTo(uri, upstream.settings().maxFileSize())
            : Fetch.exactly(uri, entry.size()),
        sink);
  }
}
