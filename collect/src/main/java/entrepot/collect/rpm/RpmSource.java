package entrepot.collect.rpm;

import entrepot.collect.BlobFetch;
import entrepot.collect.LazyFetch;
import entrepot.collect.PayloadFetch;
import entrepot.collect.Policy;
import entrepot.collect.Quarantine;
import entrepot.collect.UpstreamLazyFetch;
import entrepot.kit.Progress;
import entrepot.kit.http.Upstream;
import entrepot.store.backend.Backend;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to carry of RPM repositories.
 *
 * @param repositories each with a folder of its own
 * @param allowMd5 whether files may be verified by MD5 where their index gives nothing better
 */
public record RpmSource(List<RpmRepository> repositories, Policy policy, boolean allowMd5) {
  public RpmSource {
    repositories = List.copyOf(repositories);
    if (repositories.isEmpty()) {
      throw new IllegalArgumentException("an RPM source without repositories");
    }
    Set<String> paths = new HashSet<>();
    for (RpmRepository repository : repositories) {
      if (!paths.add(repository.path())) {
        throw new IllegalArgumentException("two repositories at '" + repository.path() + "'");
      }
    }
  }

  /**
   * Fetches the packages of its snapshots when they are asked for: from the repository in whose
   * folder they lie (the innermost), from its mirrors in their order.
   */
  public LazyFetch lazyFetch(Upstream upstream) {
    InstantSource clock = InstantSource.system();
    LazyFetch fetch = new UpstreamLazyFetch(upstream, new LazyPlaces(this, upstream, clock));
    return new SignedFetch(fetch, repositories, clock);
  }

  /**
   * Makes present, for a run of another process, what that wants of its snapshots; asks for the
   * lists of mirrors first, and throws what keeps them from being had.
   */
  public PayloadFetch payload(Upstream upstream, Backend backend, Quarantine quarantine) {
    Origins origins = new Origins(upstream, new Checksums(allowMd5));
    RunPlaces places = new RunPlaces();
    for (RpmRepository repository : repositories) {
      places.add(repository, new Mirrors(origins.read(repository.origin()).mirrors()));
    }
    InstantSource clock = InstantSource.system();
    return new PayloadFetch(
        new BlobFetch(upstream, backend),
        backend,
        places,
        new PackageInspection(repositories, Keyrings.of(this).all(), backend, clock, false),
        quarantine,
        Progress.SILENT);
  }

  /** Where people look, without credentials. */
  String shown() {
    return repositories.stream().map(RpmRepository::shownOrigin).collect(Collectors.joining(", "));
  }

  /** All that decides what is carried: another selection is another snapshot. */
  String selection(Keyrings keyrings) {
    String each =
        repositories.stream()
            .map(r -> "%s=%s,%s".formatted(r.path(), r.originDigest(), keyrings.digests(r)))
            .sorted()
            .collect(Collectors.joining("; "));
    return "policy=%s md5=%s %s".formatted(policy, allowMd5, each);
  }
}
