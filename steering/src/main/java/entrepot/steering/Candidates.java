package entrepot.steering;

import entrepot.steering.geo.Continents;
import entrepot.steering.geo.Whereabouts;
import entrepot.steering.network.Address;
import entrepot.steering.network.Netblocks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which mirrors a client is sent to: those of its location, of its netblock (longest prefix first),
 * of its autonomous system, of its country, of its continent, all. Each ring is asked only while
 * there are fewer than five. Countries that the client asks for leave out netblock and system, and
 * nobody else is named when they, or else their continents, have somebody.
 */
final class Candidates {
  private static final int ENOUGH = 5;
  private static final int MOST_COUNTRIES = 20;
  private static final Pattern COMMA = Pattern.compile(",");
  private static final String GLOBAL = "GLOBAL";

  private final Serving serving;
  private final Rings rings;
  private final Whereabouts whereabouts;
  private final @Nullable Address client;
  private final Selection selection;
  private final StringBuilder notes = new StringBuilder(60);

  /** Nobody yet. */
  Candidates(
      Serving serving,
      Rings rings,
      Query query,
      @Nullable Address client,
      Whereabouts whereabouts,
      RandomGenerator random) {
    this.serving = serving;
    this.rings = rings;
    this.whereabouts = whereabouts;
    this.client = client;
    String location = query.location();
    int protocols = query.protocols();
    this.selection =
        new Selection(
            number -> {
              Mirror mirror = serving.mirror(number);
              return rings.has(number)
                  && mirror.speaks(protocols)
                  && (mirror.serves(client) || mirror.isIn(location));
            },
            random);
    choose(location, query);
  }

  private void choose(@Nullable String location, Query query) {
    if (location != null && rings.location(location).map(selection::add).orElse(0) > 0) {
      notes.append("Using location ").append(location).append(' ');
    }
    String asked = query.country();
    boolean anywhere = asked.isEmpty();
    if (anywhere && query.netblock() && client != null) {
      ofNetblock(client);
      ofSystem(client);
    }
    if (anywhere || !ofCountries(asked)) {
      nearest();
    }
  }

  private boolean enough() {
    return selection.count() >= ENOUGH;
  }

  private void ofNetblock(Address address) {
    int before = selection.count();
    Optional<Netblocks.Match<Ring>> match = serving.netblock(address);
    while (!enough() && match.isPresent()) {
      selection.add(match.get().value());
      match = match.get().wider();
    }
    if (selection.count() > before) {
      notes.append("Using preferred netblock ");
    }
  }

  private void ofSystem(Address address) {
    if (!enough()) {
      whereabouts
          .system(address)
          .ifPresent(asn -> {
            if (serving.system(asn).map(selection::add).orElse(0) > 0) {
              notes.append("Using ASN ").append(asn).append(' ');
            }
          });
    }
  }

  /** Whether the countries asked for, or their continents, have somebody. */
  private boolean ofCountries(String asked) {
    if (enough()) {
      return true;
    }
    List<String> codes =
        COMMA
            .splitAsStream(asked)
            .map(code -> code.strip().toUpperCase(Locale.ROOT))
            .distinct()
            .limit(MOST_COUNTRIES)
            .toList();
    int before = selection.count();
    codes.forEach(this::ofCountry);
    if (selection.count() == before) {
      codes.stream()
          .map(Continents::of)
          .flatMap(Optional::stream)
          .distinct()
          .forEach(this::ofContinent);
    }
    return selection.count() > before;
  }

  private void ofCountry(String code) {
    if (code.equals(GLOBAL)) {
      ofEverywhere();
    } else if (rings.country(code).map(selection::add).orElse(0) > 0) {
      notes.append("country = ").append(code).append(' ');
    }
  }

  private void ofContinent(String code) {
    if (rings.continent(code).map(selection::add).orElse(0) > 0) {
      notes.append("continent = ").append(code).append(' ');
    }
  }

  private void ofEverywhere() {
    if (selection.add(rings.everywhere()) > 0) {
      notes.append("country = global ");
    }
  }

  private void nearest() {
    Optional<String> country =
        enough() || client == null ? Optional.empty() : whereabouts.country(client);
    country.ifPresent(this::ofCountry);
    if (!enough()) {
      country.flatMap(Continents::of).ifPresent(this::ofContinent);
    }
    if (!enough()) {
      ofEverywhere();
    }
  }

  /** How they were found, as headers of mirror lists say it. */
  CharSequence notes() {
    return notes;
  }

  /** How many there are. */
  int count() {
    return selection.count();
  }

  /** The first is the best. */
  Mirror mirror(int index) {
    return serving.mirror(selection.mirror(index));
  }

  /** In their order. */
  Stream<Mirror> all() {
    return java.util.stream.IntStream.range(0, count()).mapToObj(this::mirror);
  }
}
