package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.app.command.Report;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.FixtureRepository;
import entrepot.kit.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upstream that is broken or hostile: each run ends in an error that says what and where, and
 * the former snapshot goes on being served.
 */
abstract class HostileContract<R extends Road> {
  static final int PACKAGES = 40;

  @TempDir Path folder;
  R road;
  private FixtureRepository repository;
  private final String where;
  private final String entryPoint;
  private final String indexes;
  private final String notWhatTheIndexSays;
  private byte[] former = {};

  /**
   * @param where what errors call the place of the indexes
   * @param entryPoint finds the entry point among the paths upstream
   * @param indexes finds the indexes
   * @param notWhatTheIndexSays finds the complaint about one
   */
  HostileContract(String where, String entryPoint, String indexes, String notWhatTheIndexSays) {
    this.where = where;
    this.entryPoint = entryPoint;
    this.indexes = indexes;
    this.notWhatTheIndexSays = notWhatTheIndexSays;
  }

  /** A road of {@value #PACKAGES} packages. */
  abstract R road(Path folder);

  @BeforeEach
  void mirrorWhatIsGood() {
    road = road(folder);
    repository = road.vendor.repository;
    Report.Synced first = road.installation.sync(road.vendor.tree());
    assertThat(first.quarantined()).as("quarantined of what is good").isEmpty();
    assertThat(first.releases())
        .as("releases of what is good")
        .allMatch(each -> each.outcome().equals("released"));
    former = road.vendor.published();
    repository.change(10);
  }

  @AfterEach
  void stop() {
    road.close();
  }

  @Test
  void aCorruptedIndex() {
    repository.publish();
    road.upstream.fault(indexes, new Fault.Corrupt(40));
    assertThat(failure()).contains(where, "sha256");
  }

  @Test
  void aTruncatedIndex() {
    repository.publish();
    road.upstream.fault(indexes, new Fault.Truncate(100));
    assertThat(failure()).contains(where, "100");
  }

  @Test
  void anIndexThatBreaksOff() {
    repository.publish();
    road.upstream.fault(indexes, new Fault.Drop(100));
    assertThat(failure()).contains(where, "after 100 bytes");
  }

  @Test
  void anEndlessIndex() {
    repository.publish();
    road.upstream.fault(indexes, new Fault.Endless());
    assertThat(failure()).contains(where, "more than");
  }

  @Test
  void anEndlessEntryPoint() {
    repository.publish();
    road.upstream.fault(entryPoint, new Fault.Endless());
    assertThat(failure()).containsPattern(entryPoint).contains("more than");
  }

  @Test
  void anIndexThatStalls() {
    repository.publish();
    road.upstream.fault(indexes, new Fault.Stall(100));
    assertThat(failure()).contains(where, "no byte came for 2 s");
  }

  @Test
  void aRedirectToTheCloudsMetadata() {
    repository.publish();
    road.upstream.fault(entryPoint, new Fault.Redirect("http://169.254.169.254/latest/meta-data/"));
    assertThat(failure()).contains("169.254.169.254", "link-local");
  }

  @Test
  void anUpstreamThatChangesWhileItIsRead() {
    repository.publish();
    // Between the entry point and its indexes, upstream publishes again and takes away what was.
    road.upstream.fault(
        indexes,
        new Fault.Hook(() -> {
          repository.change(10);
          repository.publish();
          repository.prune();
        }),
        0,
        1);
    assertThat(failure()).contains(where).containsPattern(notWhatTheIndexSays);
  }

  @Test
  void anUpstreamThatIsHalfPublished() {
    repository.publishEntryPointsOnly();
    assertThat(failure()).contains(where).containsPattern(notWhatTheIndexSays);
  }

  @Test
  void anUpstreamThatIsDown() {
    road.upstream.fault(".", new Fault.Status(503));
    assertThat(failure()).containsPattern(entryPoint).contains("503");
  }

  @Test
  void anUpstreamThatLostMostOfItsPackages() {
    repository.remove(30);
    repository.publish();
    assertThat(failure()).contains(road.vendor.tree(), "shrank from 45 files", "by more than 40 %");
  }

  /** Syncs, expects it to fail, and that all is served as before; the error's message. */
  String failure() {
    String tree = road.vendor.tree();
    Failure failure = catchThrowableOfType(Failure.class, () -> road.installation.sync(tree));
    assertThat(failure).as("the sync ends in an error").isNotNull();
    assertThat(failure.next()).as("what to do next").isNotBlank();
    assertThat(road.servedEntryPoint("north")).isEqualTo(former);
    assertThat(road.servedEntryPoint("south")).isEqualTo(former);
    road.readThrough("north", PACKAGES);
    assertThat(road.installation.snapshots(tree)).hasSize(1);
    return String.valueOf(failure.getMessage());
  }
}
