package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.Seen;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pip at an edge that holds pages and core metadata, but no file. */
@NeedsPip
class PipMetadataPolicyTest {
  private static final String NAME = "fixture-00002";

  @TempDir Path folder;

  @Test
  void resolvesAtTheEdgeAndFetchesTheFileUpstream() {
    try (PypiRoad road = new PypiRoad(folder, 4, "metadata")) {
      Report.Synced synced = road.installation.sync(TREE);
      assertThat(synced.quarantined()).isEmpty();
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE))
          .allMatch(seen -> seen.path().endsWith(".metadata"), "core metadata");
      road.upstream.forget();
      PipClient pip = PipClient.in(folder.resolve("client"), road.simple("south"));

      pip.install(NAME).must();

      assertThat(pip.installed(NAME)).contains("1.0");
      assertThat(road.upstream.seen())
          .extracting(Seen::path)
          .containsExactly("/" + road.projects.path(NAME));
    }
  }
}
