package entrepot.steering.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import entrepot.steering.live.CurrentFile;
import entrepot.steering.network.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The country and the autonomous system of an address, by MaxMind DB files (GeoLite2-Country and
 * GeoLite2-ASN, or others with their fields). Files are memory-mapped and opened anew when they are
 * replaced. Without a file, or with a spoilt one, nothing is known of anybody.
 */
public final class Whereabouts {
  private static final Logger log = LoggerFactory.getLogger(Whereabouts.class);

  private final @Nullable CurrentFile<Reader> countries;
  private final @Nullable CurrentFile<Reader> systems;

  /** By those files, which need not be there yet. */
  public Whereabouts(Optional<Path> countries, Optional<Path> systems) {
    this.countries = countries.map(Whereabouts::current).orElse(null);
    this.systems = systems.map(Whereabouts::current).orElse(null);
  }

  private static CurrentFile<Reader> current(Path file) {
    return new CurrentFile<>(file, Whereabouts::open);
  }

  /**
   * A reader that is replaced is unmapped when the last look-up in it is over, by the collector.
   */
  private static Optional<Reader> open(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache()))
        : Optional.empty();
  }

  /** Its ISO 3166 code, in capital letters. */
  public Optional<String> country(Address address) {
    Object country = field(record(countries, address).orElse(null), "country");
    return field(country, "iso_code") instanceof String code ? Optional.of(code) : Optional.empty();
  }

  /** Its autonomous system's number. */
  public OptionalLong system(Address address) {
    Object number = field(record(systems, address).orElse(null), "autonomous_system_number");
    return number instanceof Number asn ? OptionalLong.of(asn.longValue()) : OptionalLong.empty();
  }

  private static @Nullable Object field(@Nullable Object record, String name) {
    return record instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private static Optional<Map<?, ?>> record(@Nullable CurrentFile<Reader> file, Address address) {
    Optional<Reader> reader = file == null ? Optional.empty() : file.get();
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          reader.get().get(InetAddress.getByAddress(address.bytes()), Map.class));
    } catch (IOException | RuntimeException | InternalError e) {
      // An address of a family that it lacks; or a file that was cut while it is mapped.
      log.debug("looking for {} in a MaxMind database: {}", address, e.toString());
      return Optional.empty();
    }
  }
}
