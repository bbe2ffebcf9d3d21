package entrepot.steering.geo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The continent of each country; of those on two, the one that its networks are nearer to. */
public final class Continents {
  private static final Map<String, String> OF_COUNTRY = read();

  private Continents() {}

  /** AF, AN, AS, EU, NA, OC or SA; empty for what is no country's code. */
  public static Optional<String> of(String country) {
    return Optional.ofNullable(OF_COUNTRY.get(country));
  }

  private static Map<String, String> read() {
    try (InputStream in = Continents.class.getResourceAsStream("continents.txt")) {
      Map<String, String> continents = new HashMap<>();
      String table =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      table
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ", -1)))
          .forEach(codes ->
              codes
                  .subList(1, codes.size())
                  .forEach(code -> continents.put(code, codes.getFirst())));
      return continents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
