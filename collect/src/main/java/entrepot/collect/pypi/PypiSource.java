package entrepot.collect.pypi;

import entrepot.collect.LazyFetch;
import entrepot.collect.PayloadFetch;
import entrepot.collect.Quarantine;
import entrepot.collect.UpstreamLazyFetch;
import entrepot.collect.python.ProjectName;
import entrepot.kit.http.Upstream;
import entrepot.store.backend.Backend;
import java.net.URI;
import java.util.Set;

/**
 * What to carry of a Python index.
 *
 * @param index its list of projects, such as {@code https://pypi.org/simple/}
 * @param projects which of them
 * @param denied projects that never appear, whatever else names them
 * @param files which files of their pages
 */
public record PypiSource(
    URI index,
    PypiPolicy policy,
    ProjectChoice projects,
    Set<ProjectName> denied,
    FileChoice files,
    Removals removals) {
  public PypiSource {
    denied = Set.copyOf(denied);
  }

  /** Fetches the files of its snapshots when they are asked for. */
  public LazyFetch lazyFetch(Upstream upstream) {
    return new UpstreamLazyFetch(upstream, new PypiPlaces(index));
  }

  /** Makes present, for a run of another process, what that wants of its snapshots. */
  public PayloadFetch payload(Upstream upstream, Backend backend, Quarantine quarantine) {
    return PayloadFetch.of(upstream, backend, new PypiPlaces(index), quarantine);
  }

  /** Where people look, without credentials. */
  String shown() {
    String port = index.getPort() < 0 ? "" : ":" + index.getPort();
    return index.getScheme() + "://" + index.getHost() + port + index.getRawPath();
  }

  /** All that decides what is carried of a project that is carried. */
  String fileSelection(Wanted wanted) {
    return "index=%s policy=%s removals=%s required=%s %s"
        .formatted(shown(), policy, removals, wanted.requiredDigest(), files.text());
  }
}
