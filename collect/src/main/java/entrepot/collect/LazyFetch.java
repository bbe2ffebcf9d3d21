package entrepot.collect;

import entrepot.kit.http.BodySink;
import entrepot.store.manifest.Entry;

/** Fetches what a tree's lazy entries name. */
public interface LazyFetch {
  /**
   * Streams the entry's bytes from its upstream, unverified but for their number: who keeps or
   * shows them checks the digest first. After a broken transfer the sink may be asked to restart.
   *
   * @throws entrepot.kit.http.UpstreamFailure named by what went wrong; {@code
   *     UpstreamRefused.absent()} says that the upstream no longer has it
   */
  void fetch(Entry entry, BodySink sink);
}
