package entrepot.steering.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.steering.network.Netblock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringFileTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final RepomdFile REPOMD =
      new RepomdFile(
          NOW.getEpochSecond() - 60,
          7,
          Optional.of("0".repeat(32)),
          Optional.empty(),
          "1".repeat(64),
          Optional.of("2".repeat(128)),
          NOW.getEpochSecond());
  private static final Host EDGE =
      Host.edge("edge", "east", List.of(URI.create("http://e"), URI.create("https://e/x")))
          .inCountry("US")
          .weighing(7)
          .preferredBy(List.of(Netblock.of("10.0.0.0/8"), Netblock.of("2001:db8::/32")))
          .servingOnly(List.of(Netblock.of("0.0.0.0/0")))
          .preferredByAsns(List.of(4_200_000_000L));
  private static final Host OTHER =
      Host.external("other", List.of(URI.create("http://o"))).onlyForItsOwn().alwaysUpToDate();

  @TempDir Path folder;

  @Test
  void keepsAllThatIsWritten() {
    SteeringMap map =
        SteeringMap.of(
            NOW,
            List.of(EDGE, OTHER),
            List.of(
                new Directory(
                    "t/a",
                    List.of(new RepoArch("a", "x"), new RepoArch("b", "x")),
                    true,
                    List.of(REPOMD),
                    List.of(Carrier.serving("edge", REPOMD.sha256()), Carrier.stale("other"))),
                Directory.of("t", List.of(Carrier.stale("edge")))));
    SteeringFile.write(folder.resolve("f"), map);
    SteeringMap read = SteeringFile.read(folder.resolve("f")).orElseThrow();
    assertThat(read.created()).isEqualTo(NOW);
    assertThat(read.hosts()).containsExactly(EDGE, OTHER);
    assertThat(read.directories()).containsExactlyElementsOf(map.directories());
    assertThat(read.directories().iterator().next().carriers())
        .containsExactly(Carrier.fresh("edge"), Carrier.fresh("other"));
  }

  @Test
  void stemsFromOneInstantAndStaysWhenOnlyThatIsAnother() throws IOException {
    Path file = folder.resolve("f");
    SteeringFile.write(file, SteeringMap.of(NOW, List.of(EDGE), List.of()));
    byte[] first = Files.readAllBytes(file);
    SteeringFile.write(file, SteeringMap.of(NOW.plusSeconds(9), List.of(EDGE), List.of()));
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    SteeringFile.write(file, SteeringMap.of(NOW, List.of(EDGE, OTHER), List.of()));
    assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
  }

  @Test
  void dropsWhoServesAnExpiredOrUnknownRepomdOrNobodyKnowsWhich() {
    RepomdFile expired =
        new RepomdFile(
            1, 7, Optional.empty(), Optional.empty(), "3".repeat(64), Optional.empty(), 0);
    RepomdFile before =
        new RepomdFile(
            2, 7, Optional.empty(), Optional.empty(), "4".repeat(64), Optional.empty(), 0);
    Host unknown = Host.external("unknown", List.of(URI.create("http://u")));
    Host late = Host.external("late", List.of(URI.create("http://l")));
    Host lagging = Host.external("lagging", List.of(URI.create("http://l")));
    SteeringMap map =
        SteeringMap.of(
            NOW,
            List.of(EDGE, OTHER, unknown, late, lagging),
            List.of(
                new Directory(
                    "t",
                    List.of(),
                    false,
                    List.of(REPOMD, before, expired),
                    List.of(
                        Carrier.serving("edge", REPOMD.sha256()),
                        Carrier.serving("lagging", before.sha256()),
                        Carrier.serving("late", expired.sha256()),
                        Carrier.fresh("unknown"),
                        Carrier.stale("other")))));
    Directory directory = map.directories().iterator().next();
    assertThat(directory.repomd()).containsExactly(REPOMD, before);
    assertThat(directory.carriers())
        .containsExactly(Carrier.fresh("edge"), Carrier.fresh("lagging"), Carrier.fresh("other"));
  }

  @Test
  void refusesNamesThatOccurTwiceAndCarriersThatAreNoHosts() {
    RepoArch name = new RepoArch("a", "x");
    assertThatThrownBy(() -> SteeringMap.of(NOW, List.of(EDGE, EDGE), List.of()))
        .hasMessageContaining("twice");
    assertThatThrownBy(
            () -> SteeringMap.of(NOW, List.of(), List.of(named("t", name), named("u", name))))
        .hasMessageContaining("two directories");
    assertThatThrownBy(() ->
            SteeringMap.of(
                NOW, List.of(), List.of(Directory.of("t", List.of(Carrier.fresh("edge"))))))
        .hasMessageContaining("no host");
  }

  private static Directory named(String path, RepoArch name) {
    return new Directory(path, List.of(name), false, List.of(), List.of());
  }
}
