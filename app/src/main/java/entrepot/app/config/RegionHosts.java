package entrepot.app.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The host names of a region.
 *
 * @param mirror serves all trees; absent where no names are configured
 */
public record RegionHosts(Optional<String> mirror, List<Alias> aliases) {
  public RegionHosts {
    aliases = List.copyOf(aliases);
  }

  /**
   * A host name of former times.
   *
   * @param folder what its root is: empty for all trees, else such as {@code /pypi}
   * @param until the first day, UTC, on which it is no longer served; absent: it stays
   */
  public record Alias(String host, String folder, Optional<LocalDate> until) {
    /** From when on it is no longer served. */
    public Optional<Instant> end() {
      return until.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Whether it is no longer served at that time. */
    public boolean ended(Instant at) {
      return end().filter(end -> !at.isBefore(end)).isPresent();
    }
  }
}
