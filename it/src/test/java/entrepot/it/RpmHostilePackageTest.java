package entrepot.it;

import static entrepot.it.RpmVendor.PATH;
import static entrepot.it.RpmVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.GpgKey;
import entrepot.it.fixture.RpmPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bad RPM does not fail a run, and none of its bytes are served. */
@NeedsRpmTools
class RpmHostilePackageTest {
  private static final RpmPlan PLAN = RpmPlan.small().packages(10);

  @TempDir Path folder;

  @Test
  void aTamperedPackageIsQuarantinedAndHoldsBackTheRelease() {
    try (RpmRoad road = new RpmRoad(folder, PLAN, "full")) {
      road.installation.sync(TREE);
      byte[] former = road.vendor.published();
      String changed = road.repository.path(road.repository.change(10).getFirst());
      road.repository.publish();
      road.upstream.fault(Pattern.quote(changed), new Fault.Corrupt(2_000));

      Report.Synced synced = road.installation.sync(TREE);

      assertThat(synced.quarantined()).hasSize(1);
      assertThat(synced.quarantined().getFirst().path()).isEqualTo(PATH + changed);
      assertThat(synced.quarantined().getFirst().reason()).contains("sha256");
      assertThat(road.servedEntryPoint("north")).isEqualTo(former);

      road.upstream.heal();
      assertThat(road.installation.sync(TREE).quarantined()).isEmpty();
      assertThat(road.servedEntryPoint("north")).isEqualTo(road.vendor.published());
      assertThat(road.servedFile("north", changed)).isEqualTo(road.repository.bytes(changed));
    }
  }

  @Test
  void aPackageThatAForeignKeySignedIsQuarantined() {
    try (RpmRoad road = new RpmRoad(folder, PLAN, "full");
        GpgKey other = GpgKey.create(folder.resolve("other"), "Somebody else")) {
      road.installation.sync(TREE);
      byte[] former = road.vendor.published();
      road.repository.signPackagesWith(other);
      List<String> changed = road.repository.change(10);
      road.repository.publish();

      Report.Synced synced = road.installation.sync(TREE);

      assertThat(synced.quarantined()).hasSize(1);
      assertThat(synced.quarantined().getFirst().path())
          .isEqualTo(PATH + road.repository.path(changed.getFirst()));
      assertThat(synced.quarantined().getFirst().reason()).contains("sign");
      assertThat(road.servedEntryPoint("south")).isEqualTo(former);
    }
  }
}
