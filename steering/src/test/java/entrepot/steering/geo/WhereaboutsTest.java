package entrepot.steering.geo;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.steering.network.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhereaboutsTest {
  @TempDir Path folder;

  @Test
  void knowsCountriesAndSystemsInBothFamilies() throws IOException {
    Path countries = folder.resolve("countries.mmdb");
    Path systems = folder.resolve("systems.mmdb");
    TestingMaxMindFile.countries(countries, Map.of("192.0.2.0/24", "DE", "2001:db8::/32", "JP"));
    TestingMaxMindFile.systems(systems, Map.of("192.0.2.0/25", 4_200_000_000L));
    Whereabouts whereabouts = new Whereabouts(Optional.of(countries), Optional.of(systems));
    assertThat(whereabouts.country(address("192.0.2.7"))).contains("DE");
    assertThat(whereabouts.country(address("::ffff:192.0.2.7"))).contains("DE");
    assertThat(whereabouts.country(address("2001:db8::7"))).contains("JP");
    assertThat(whereabouts.country(address("198.51.100.1"))).isEmpty();
    assertThat(whereabouts.system(address("192.0.2.7"))).hasValue(4_200_000_000L);
    assertThat(whereabouts.system(address("192.0.2.200"))).isEmpty();
  }

  @Test
  void readsADatabaseThatWasReplacedAndKeepsItWhenItIsSpoiltOrGone() throws IOException {
    Path file = folder.resolve("countries.mmdb");
    Whereabouts whereabouts = new Whereabouts(Optional.of(file), Optional.of(file));
    assertThat(whereabouts.country(address("192.0.2.7"))).isEmpty();
    TestingMaxMindFile.countries(file, Map.of("192.0.2.0/24", "DE"));
    assertThat(whereabouts.country(address("192.0.2.7"))).contains("DE");
    assertThat(whereabouts.system(address("192.0.2.7"))).isEmpty();
    TestingMaxMindFile.countries(file, Map.of("192.0.2.0/24", "AT", "10.0.0.0/8", "CH"));
    assertThat(whereabouts.country(address("192.0.2.7"))).contains("AT");
    Path spoilt = Files.writeString(folder.resolve("spoilt"), "no database");
    Files.move(spoilt, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(whereabouts.country(address("192.0.2.7"))).contains("AT");
    Files.delete(file);
    assertThat(whereabouts.country(address("192.0.2.7"))).contains("AT");
  }

  @Test
  void survivesADatabaseThatIsCutWhileItIsInUse() throws IOException {
    Path file = folder.resolve("countries.mmdb");
    TestingMaxMindFile.countries(file, Map.of("192.0.2.0/24", "DE"));
    Whereabouts whereabouts = new Whereabouts(Optional.of(file), Optional.empty());
    assertThat(whereabouts.country(address("192.0.2.7"))).contains("DE");
    Files.write(file, new byte[0]);
    assertThat(whereabouts.country(address("192.0.2.8"))).isIn(Optional.of("DE"), Optional.empty());
  }

  @Test
  void knowsTheContinents() {
    assertThat(Continents.of("DE")).contains("EU");
    assertThat(Continents.of("US")).contains("NA");
    assertThat(Continents.of("BR")).contains("SA");
    assertThat(Continents.of("XX")).isEmpty();
    assertThat(Continents.of("EU")).isEmpty();
    assertThat(java.util.Locale.getISOCountries())
        .allSatisfy(code -> assertThat(Continents.of(code)).as(code).isPresent());
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }
}
