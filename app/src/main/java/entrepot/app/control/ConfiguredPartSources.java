package entrepot.app.control;

import static entrepot.app.control.ConfiguredSources.source;

import entrepot.app.config.AptTree;
import entrepot.app.config.Configuration;
import entrepot.app.config.FilesTree;
import entrepot.app.config.PypiTree;
import entrepot.app.config.RpmTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.WheelsTree;
import entrepot.app.worker.Worker;
import entrepot.collect.PayloadFetch;
import entrepot.collect.Quarantine;
import entrepot.kit.Progress;
import entrepot.kit.http.Traffic;
import entrepot.kit.http.Upstream;
import entrepot.ledger.KnownTree;
import entrepot.ledger.Ledger;
import entrepot.store.backend.Backend;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** How a worker fetches: as its own configuration says, which must agree with the server's. */
final class ConfiguredPartSources implements Worker.PartSources, AutoCloseable {
  private final Configuration configuration;
  private final Ledger ledger;
  private final Backend backend;
  private final Upstream upstream;

  ConfiguredPartSources(
      Configuration configuration, Ledger ledger, Backend backend, InstantSource clock) {
    this.configuration = configuration;
    this.ledger = ledger;
    this.backend = backend;
    this.upstream = new Upstream(Sources.settings(configuration.upstream()), clock);
  }

  /** Those that come from the same source by the server's configuration. */
  @Override
  public Set<String> trees() {
    return ledger.trees().all().stream()
        .filter(this::isConfigured)
        .map(KnownTree::name)
        .collect(Collectors.toSet());
  }

  private boolean isConfigured(KnownTree known) {
    TreeConfiguration here = configuration.trees().get(known.name());
    return here != null && here.kind().equals(known.kind()) && here.origin().equals(known.source());
  }

  @Override
  public PayloadFetch payload(String tree) {
    Quarantine quarantine = new Quarantine(Progress.SILENT);
    return switch (Objects.requireNonNull(configuration.trees().get(tree))) {
      case AptTree apt -> source(apt).payload(upstream, backend, quarantine);
      case RpmTree rpm -> source(rpm).payload(upstream, backend, quarantine);
      case FilesTree files -> source(files).payload(upstream, backend, quarantine);
      case PypiTree pypi -> source(pypi).payload(upstream, backend, quarantine);
      case WheelsTree _ -> throw new IllegalStateException("wheels are built where the server is");
    };
  }

  @Override
  public int parallel() {
    return upstream.settings().connectionsPerHost();
  }

  @Override
  public Traffic traffic() {
    return upstream.traffic();
  }

  @Override
  public void close() {
    upstream.close();
  }
}
