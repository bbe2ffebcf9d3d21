package entrepot.app.steering;

import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import entrepot.steering.network.InvalidIpRanges;
import entrepot.steering.network.IpRanges;
import entrepot.steering.network.Netblock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The networks of AWS's regions, from the file that AWS publishes; the last good one counts. */
final class ProviderRanges {
  private static final Logger log = LoggerFactory.getLogger(ProviderRanges.class);
  private static final String PROVIDER = "aws";

  private final Configuration configuration;
  private Map<String, List<Netblock>> known = Map.of();

  ProviderRanges(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The networks of a region; none where no file is configured or the provider is another. */
  synchronized List<Netblock> of(RegionConfiguration region) {
    return region.provider().equals(PROVIDER)
        ? known.getOrDefault(region.name(), List.of())
        : List.of();
  }

  /** Reads the file anew, if one is configured. */
  synchronized void refresh() {
    configuration.steering().ipRanges().ifPresent(this::read);
  }

  private void read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      known = new HashMap<>(IpRanges.read(in, IpRanges.EC2));
    } catch (IOException | InvalidIpRanges e) {
      log.warn("{} cannot be read, so the last networks count: {}", file, e.getMessage());
    }
  }
}
