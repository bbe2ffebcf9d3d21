package entrepot.app.control;

import entrepot.app.cloud.CloudSupply;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.cloud.LabCloud;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The composition root of {@code entrepot cloud up}: the lab cloud, and the admin socket. */
public final class CloudServer implements AutoCloseable {
  private final Parts parts;
  private final LabCloud cloud;

  private CloudServer(Parts parts, LabCloud cloud) {
    this.parts = parts;
    this.cloud = cloud;
  }

  /** Starts it; throws what keeps it from starting, with nothing of this process left. */
  public static CloudServer start(Configuration configuration, LineRunner lines) {
    InstantSource clock = InstantSource.system();
    Parts parts = new Parts();
    try {
      StateFolder folder = new StateFolder(configuration.state());
      parts.add(folder.lock());
      Logs.begin(configuration, folder.logs());
      parts.add(() -> Logs.end(configuration));
      ControlPlane plane = parts.add(ControlPlane.open(configuration, folder, clock));
      LabCloud cloud = start(plane, parts).orElseThrow(CloudSupply::notConfigured);
      Operator operator =
          new LocalOperator(plane, Who.atTheCommandLine(), new Facts(cloud), () -> {});
      AdminApi api =
          new AdminApi(operator, clock, Optional.of(new LineApi(lines, operator, configuration)));
      parts.add(Listener.of(new Binding.Unix(folder.socket()), Limits.DEFAULT, api)).start();
      return new CloudServer(parts, cloud);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** The lab cloud, if one is configured; it is let go of with the other parts. */
  static Optional<LabCloud> start(ControlPlane plane, Parts parts) {
    return plane
        .configuration()
        .cloud()
        .map(configured ->
            parts.add(
                LabCloud.start(
                    new CloudSupply().plan(configured, plane.folder().cloud()),
                    plane.ledger().cloud(),
                    plane.clock())));
  }

  /** The EC2 endpoints of its regions. */
  public Map<String, URI> urls() {
    return cloud.endpoints();
  }

  /** Where those regions serve buckets that serve any. */
  public Map<String, URI> s3Urls() {
    return cloud.s3Endpoints();
  }

  /** Stops answering; machines run on. */
  @Override
  public void close() {
    parts.close();
  }

  private record Facts(Optional<LabCloud> cloud) implements ServerFacts {
    Facts(LabCloud cloud) {
      this(Optional.of(cloud));
    }

    @Override
    public Optional<Long> pid() {
      return Optional.of(ProcessHandle.current().pid());
    }

    @Override
    public Map<String, String> edgeUrls() {
      return Map.of();
    }

    @Override
    public Optional<String> steeringUrl() {
      return Optional.empty();
    }

    @Override
    public Map<String, Report.TlsStatus> edgeTls() {
      return Map.of();
    }

    @Override
    public Optional<Report.TlsStatus> steeringTls() {
      return Optional.empty();
    }

    @Override
    public void released() {}
  }
}
