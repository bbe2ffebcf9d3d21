package entrepot.steering;

import entrepot.steering.network.Netblock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What steering is set up with.
 *
 * @param file what it answers from; need not be there yet
 * @param trustedProxies whose X-Forwarded-For is believed
 * @param countries a MaxMind database of countries, such as GeoLite2-Country
 * @param systems a MaxMind database of autonomous systems, such as GeoLite2-ASN
 */
public record SteeringSettings(
    Path file, List<Netblock> trustedProxies, Optional<Path> countries, Optional<Path> systems) {
  public SteeringSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** That file, no proxies and no databases. */
  public static SteeringSettings of(Path file) {
    return new SteeringSettings(file, List.of(), Optional.empty(), Optional.empty());
  }
}
