package entrepot.collect.rpm;

import entrepot.collect.Places;
import entrepot.kit.Failure;
import entrepot.kit.http.Upstream;
import entrepot.store.manifest.Entry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where packages are fetched between the runs; lists of mirrors are asked for now and then. */
final class LazyPlaces implements Places {
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final RpmSource source;
  private final Origins origins;
  private final InstantSource clock;
  private final Map<RpmRepository, Known> known = new ConcurrentHashMap<>();

  LazyPlaces(RpmSource source, Upstream upstream, InstantSource clock) {
    this.source = source;
    this.origins = new Origins(upstream, new Checksums(source.allowMd5()));
    this.clock = clock;
  }

  @Override
  public List<URI> of(Entry entry) {
    RepositoryFile file = RepositoryFile.of(entry, source.repositories());
    return known
        .computeIfAbsent(file.repository(), r -> new Known())
        .mirrors(file.repository())
        .of(file.name());
  }

  @Override
  public void failed(URI address, Failure failure) {
    known.values().forEach(repository -> repository.failed(address, failure));
  }

  /** The mirrors of one repository, and when they were asked for. */
  private final class Known {
    private @Nullable Mirrors mirrors;
    private Instant asked = Instant.MIN;

    synchronized void failed(URI address, Failure failure) {
      if (mirrors != null) {
        mirrors.failed(address, failure);
      }
    }

    synchronized Mirrors mirrors(RpmRepository repository) {
      Mirrors now = mirrors;
      if (now != null && clock.instant().isBefore(asked.plus(FRESH))) {
        return now;
      }
      asked = clock.instant();
      try {
        now = new Mirrors(origins.read(repository.origin()).mirrors());
      } catch (Failure e) {
        // Yesterday's mirrors are better than none.
        if (now == null) {
          throw e;
        }
      }
      mirrors = now;
      return now;
    }
  }
}
