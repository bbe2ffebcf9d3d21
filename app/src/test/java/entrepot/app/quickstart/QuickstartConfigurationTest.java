package entrepot.app.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.config.AptTree;
import entrepot.app.config.Configuration;
import entrepot.app.config.ConfigurationFile;
import entrepot.app.config.RpmTree;
import entrepot.kit.config.Loaded;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartConfigurationTest {
  @TempDir private Path temporary = Path.of("");

  private Configuration written(Optional<DebianSource> debian) {
    Story silent = new Story(new PrintWriter(Writer.nullWriter()));
    try (Samples samples = Samples.start(temporary, InstantSource.system(), silent)) {
      Loaded<Configuration> loaded =
          ConfigurationFile.load(QuickstartConfiguration.write(temporary, samples, debian));
      assertThat(loaded.warnings()).isEmpty();
      return loaded.configuration();
    }
  }

  @Test
  void hasTheTreesThatNeedNothingOfTheMachine() {
    Configuration configuration = written(Optional.empty());
    assertThat(configuration.trees()).containsOnlyKeys("pypi", "rpm");
    assertThat(configuration.regions()).containsOnlyKeys("north", "south", "west");
    assertThat(configuration.trees().get("rpm"))
        .isInstanceOfSatisfying(
            RpmTree.class,
            rpm ->
                assertThat(rpm.repositories().getFirst().keyring())
                    .contains(temporary.resolve("rpm/key.asc")));
  }

  @Test
  void hasPlainHttpAndTlsInEachRegion() {
    assertThat(written(Optional.empty()).regions().values())
        .filteredOn(region -> region.bucket().isEmpty())
        .hasSize(2)
        .allSatisfy(region ->
            assertThat(region.tls())
                .hasValueSatisfying(tls -> {
                  assertThat(tls.listen()).isPresent();
                  assertThat(tls.files().certificate()).exists();
                  assertThat(tls.files().key()).exists();
                }));
  }

  @Test
  void hasTheMachinesDebianToo() {
    DebianSource source =
        new DebianSource(
            URI.create("http://archive.example.org/debian"),
            "bookworm",
            temporary.resolve("rpm/key.asc"),
            "amd64",
            Path.of("/etc/apt/sources.list"));
    Configuration configuration = written(Optional.of(source));
    assertThat(configuration.trees()).containsOnlyKeys("debian", "pypi", "rpm");
    assertThat(configuration.trees().get("debian"))
        .isInstanceOfSatisfying(
            AptTree.class,
            debian ->
                assertThat(debian.rules().regions())
                    .as("a bucket would have to hold all of it")
                    .containsExactly("north", "south"));
  }
}
