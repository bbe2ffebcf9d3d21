package entrepot.app.control;

import entrepot.edge.EdgeSettings;
import entrepot.edge.cache.CacheSettings;
import entrepot.edge.cache.CacheState;
import entrepot.edge.cache.CachingEdge;
import entrepot.kit.listen.Binding;
import entrepot.release.sign.TrustedKeys;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The composition root of {@code entrepot edge}: a caching edge, without state or database. */
public final class CacheServer implements AutoCloseable {
  private final String region;
  private final boolean accessLog;
  private final CachingEdge edge;
  private final String url;
  private final AtomicBoolean closed = new AtomicBoolean();

  private CacheServer(String region, boolean accessLog, CachingEdge edge, String url) {
    this.region = region;
    this.accessLog = accessLog;
    this.edge = edge;
    this.url = url;
  }

  /**
   * Serves; throws what keeps it from that, with nothing left running.
   *
   * @param trust a folder with the public keys whose heads count
   * @param accessLog the folder of the access log, if there shall be one
   */
  public static CacheServer start(
      EdgeSettings settings, CacheSettings cache, Path trust, Optional<Path> accessLog) {
    TrustedKeys trusted = TrustedKeys.of(trust);
    accessLog.ifPresent(folder -> Logs.beginAccess(settings.region(), folder));
    CachingEdge edge = null;
    try {
      edge =
          new CachingEdge(
              settings.accessLog(accessLog.isPresent()), cache, trusted, InstantSource.system());
      Binding bound = edge.start();
      boolean plain = !edge.secureAddress().equals(Optional.of(bound));
      String url = (plain ? "http://" : "https://") + bound;
      return new CacheServer(settings.region(), accessLog.isPresent(), edge, url);
    } catch (RuntimeException e) {
      if (edge != null) {
        edge.close();
      }
      throw e;
    }
  }

  /** Where it serves. */
  public String url() {
    return url;
  }

  /** How it is doing. */
  public CacheState state() {
    return edge.state();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    edge.close();
    if (accessLog) {
      Logs.endAccess(region);
    }
  }
}
