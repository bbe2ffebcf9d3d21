package entrepot.app.control;

import entrepot.app.command.Report;
import entrepot.app.config.SteeringConfiguration;
import entrepot.app.config.TlsConfiguration;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.kit.tls.IdentityWatch;
import entrepot.steering.SteeringHandler;
import entrepot.steering.SteeringSettings;
import entrepot.steering.network.Netblock;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers mirror lists, over the file that the control plane publishes. */
final class SteeringServer implements AutoCloseable {
  private final SteeringConfiguration configuration;
  private final @Nullable IdentityWatch identity;
  private final Listener listener;
  private final @Nullable Listener secure;

  SteeringServer(SteeringConfiguration configuration, Path file, InstantSource clock) {
    this.configuration = configuration;
    Optional<TlsConfiguration> tls = configuration.tls();
    Optional<InetSocketAddress> own = tls.flatMap(TlsConfiguration::listen);
    this.identity = tls.map(by -> new IdentityWatch(by.files(), clock)).orElse(null);
    SteeringHandler handler = new SteeringHandler(settings(configuration, file));
    this.listener =
        listener(configuration.listen(), handler, own.isPresent() ? null : this.identity);
    this.secure = own.map(address -> listener(address, handler, this.identity)).orElse(null);
  }

  private static Listener listener(
      InetSocketAddress address, SteeringHandler handler, @Nullable IdentityWatch identity) {
    return Listener.of(Bindings.of(address), Limits.DEFAULT, handler, identity);
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
    if (secure != null) {
      secure.start();
    }
  }

  /** As clients see it. */
  String url() {
    String scheme = identity != null && secure == null ? "https://" : "http://";
    return configuration.url().map(URI::toString).orElseGet(() -> scheme + listener.address());
  }

  /** Its certificate, where it has one. */
  Optional<Report.TlsStatus> tls() {
    Listener speaking = secure == null ? listener : secure;
    return Optional.ofNullable(identity)
        .map(watch -> Certificates.status(Optional.of(url()), speaking.address(), watch.current()));
  }

  @Override
  public void close() {
    listener.close();
    if (secure != null) {
      secure.close();
    }
  }
}
