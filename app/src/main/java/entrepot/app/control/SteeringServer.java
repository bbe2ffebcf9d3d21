package entrepot.app.control;

import entrepot.app.config.SteeringConfiguration;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.steering.SteeringHandler;
import entrepot.steering.SteeringSettings;
import entrepot.steering.network.Netblock;
import java.net.URI;
import java.nio.file.Path;

/** Answers mirror lists, over the file that the control plane publishes. */
final class SteeringServer implements AutoCloseable {
  private final SteeringConfiguration configuration;
  private final Listener listener;

  SteeringServer(SteeringConfiguration configuration, Path file) {
    this.configuration = configuration;
    this.listener =
        Listener.of(
            new Binding.Tcp(
                configuration.listen().getAddress().getHostAddress(),
                configuration.listen().getPort()),
            Limits.DEFAULT,
            new SteeringHandler(settings(configuration, file)));
  }

  private static SteeringSettings settings(SteeringConfiguration configuration, Path file) {
    return new SteeringSettings(
        file,
        configuration.trustedProxies().stream()
            .map(network -> Netblock.of(network.toCanonicalString()))
            .toList(),
        configuration.countryDatabase(),
        configuration.asnDatabase());
  }

  void start() {
    listener.start();
  }

  /** As clients see it. */
  String url() {
    return configuration.url().map(URI::toString).orElseGet(() -> "http://" + listener.address());
  }

  @Override
  public void close() {
    listener.close();
  }
}
