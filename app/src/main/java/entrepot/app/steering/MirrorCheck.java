package entrepot.app.steering;

import entrepot.app.config.MirrorConfiguration;
import entrepot.collect.SourceAddress;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.TreePath;
import entrepot.kit.http.Fetch;
import entrepot.kit.http.Fetched;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.Validators;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one external mirror has at its entry points, by their content: a mirror that says nothing
 * wrong about its age can still be old. One that does not answer is known to have nothing; after
 * four failures in a row it is asked every sixth time only.
 */
final class MirrorCheck {
  private static final Logger log = LoggerFactory.getLogger(MirrorCheck.class);
  private static final int FAILURES_TO_BACK_OFF = 4;
  private static final int BACKED_OFF = 6;

  /** More than any repomd.xml or InRelease has. */
  private static final long MAX_BYTES = 32L << 20;

  private final MirrorConfiguration mirror;
  private final Upstream upstream;
  private final Map<TreePath, Seen> seen = new HashMap<>();
  private int failures;
  private long round;

  private record Seen(Digest sha256, Validators validators) {}

  MirrorCheck(MirrorConfiguration mirror, Upstream upstream) {
    this.mirror = mirror;
    this.upstream = upstream;
  }

  MirrorConfiguration mirror() {
    return mirror;
  }

  /** What it had there when it was looked at last; empty also while it does not answer. */
  synchronized Optional<Digest> at(TreePath entryPoint) {
    return failures > 0
        ? Optional.empty()
        : Optional.ofNullable(seen.get(entryPoint)).map(Seen::sha256);
  }

  /** Looks at all of them, one request each. */
  void look(Collection<TreePath> entryPoints) {
    if (!due()) {
      return;
    }
    Map<TreePath, Seen> found = new HashMap<>();
    boolean answered = true;
    for (TreePath each : entryPoints) {
      try {
        look(each).ifPresent(what -> found.put(each, what));
      } catch (Failure e) {
        log.warn("mirror {}: {}: {}", mirror.name(), each, e.getMessage());
        answered = false;
        break;
      }
    }
    keep(found, answered);
  }

  private synchronized boolean due() {
    return failures < FAILURES_TO_BACK_OFF || round++ % BACKED_OFF == 0;
  }

  private Optional<Seen> look(TreePath entryPoint) {
    Seen former;
    synchronized (this) {
      former = seen.get(entryPoint);
    }
    DigestSink sink = new DigestSink();
    Fetch fetch = Fetch.upTo(address(entryPoint), MAX_BYTES);
    try {
      return switch (upstream.get(
          former == null ? fetch : fetch.unless(former.validators()), sink)) {
        case Fetched.NotModified _ -> Optional.ofNullable(former);
        case Fetched.Body body -> Optional.of(new Seen(sink.sha256(), body.validators()));
      };
    } catch (UpstreamRefused e) {
      if (e.absent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private URI address(TreePath path) {
    return new SourceAddress(mirror.urls().getFirst()).of(path.toString());
  }

  private synchronized void keep(Map<TreePath, Seen> found, boolean answered) {
    if (answered) {
      seen.clear();
      seen.putAll(found);
      failures = 0;
    } else {
      failures++;
    }
  }
}
