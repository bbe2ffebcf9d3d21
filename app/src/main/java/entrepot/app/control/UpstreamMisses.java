package entrepot.app.control;

import entrepot.kit.http.BodySink;
import entrepot.kit.http.UpstreamFailure;
import entrepot.kit.http.UpstreamRefused;
import entrepot.store.fill.FillFailed;
import entrepot.store.fill.FillGone;
import entrepot.store.fill.MissFetcher;
import entrepot.store.manifest.Entry;

/** Fetches lazy entries of the central store from where their trees come from. */
final class UpstreamMisses implements MissFetcher {
  private final Sources sources;

  UpstreamMisses(Sources sources) {
    this.sources = sources;
  }

  @Override
  public void fetch(String tree, Entry entry, Sink sink) {
    try {
      sources.lazy(tree).fetch(entry, body(sink));
    } catch (UpstreamRefused e) {
      if (e.absent()) {
        throw new FillGone("upstream no longer has " + entry.path());
      }
      throw new FillFailed(String.valueOf(e.getMessage()), e);
    } catch (UpstreamFailure e) {
      throw new FillFailed(String.valueOf(e.getMessage()), e);
    }
  }

  private static BodySink body(Sink sink) {
    return new BodySink() {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        sink.write(bytes, offset, length);
      }

      @Override
      public void restart() {
        sink.restart();
      }
    };
  }
}
