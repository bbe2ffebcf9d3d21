package entrepot.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.app.config.ConfigurationFile;
import entrepot.kit.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotRetentionTest {
  private static final int SNAPSHOTS = 15;
  private static final int NEWEST = 10;

  @TempDir Path folder;
  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));

  @Test
  void oldSnapshotsGoButForTheNewestAndWhatIsServed() throws IOException {
    try (LocalOperator operator = operator()) {
      String served = release(operator, sync(operator, 0));
      for (int i = 1; i < SNAPSHOTS; i++) {
        sync(operator, i);
      }
      assertThat(prune(operator).forgotten()).describedAs("all are young").isZero();

      pass(Duration.ofDays(31));
      Report.Pruned pruned = prune(operator);

      assertThat(pruned.forgotten()).isEqualTo(SNAPSHOTS - NEWEST - 1);
      assertThat(snapshots(operator)).hasSize(NEWEST + 1).contains(served);
      assertThat(pruned.condemned()).isPositive();
      assertThat(pruned.deleted()).isZero();

      pass(Duration.ofDays(2));
      assertThat(prune(operator).deleted()).isEqualTo(pruned.condemned());
    }
  }

  @Test
  void whatARegionServedLatelyStays() throws IOException {
    try (LocalOperator operator = operator()) {
      String former = release(operator, sync(operator, 0));
      for (int i = 1; i < SNAPSHOTS; i++) {
        sync(operator, i);
      }
      pass(Duration.ofDays(31));
      release(operator, "latest");

      assertThat(prune(operator).forgotten()).isEqualTo(SNAPSHOTS - NEWEST - 1);
      assertThat(snapshots(operator)).contains(former);

      pass(Duration.ofDays(31));
      assertThat(prune(operator).forgotten()).isEqualTo(1);
      assertThat(snapshots(operator)).doesNotContain(former);
    }
  }

  private LocalOperator operator() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("entrepot.yaml"),
            """
            state: state
            trees:
              files: {kind: files, folder: %s, keep: 30d}
            regions:
              local: {listen: "127.0.0.1:0", url: "http://127.0.0.1:8081", keep: 1d}
            """
                .formatted(Files.createDirectories(folder.resolve("content"))));
    Configuration configuration = ConfigurationFile.load(config).configuration();
    return LocalOperator.alone(configuration, time::get);
  }

  private String sync(LocalOperator operator, int content) throws IOException {
    Files.writeString(folder.resolve("content/file"), "content " + content);
    Files.writeString(folder.resolve("content/file-" + content), "own content of " + content);
    pass(Duration.ofMinutes(1));
    Report.Synced synced = operator.run(new Command.Sync("files", false, false), Progress.SILENT);
    return synced.snapshot().orElseThrow();
  }

  private static String release(LocalOperator operator, String snapshot) {
    Report.Releases releases =
        operator.run(
            new Command.Release("files", snapshot, List.of(), Optional.empty(), ""),
            Progress.SILENT);
    return releases.releases().getFirst().to().orElseThrow();
  }

  private static Report.Pruned prune(LocalOperator operator) {
    return operator.run(new Command.Prune(), Progress.SILENT);
  }

  private static List<String> snapshots(LocalOperator operator) {
    return operator.run(new Command.Snapshots("files", 100), Progress.SILENT).snapshots().stream()
        .map(Report.SnapshotRow::snapshot)
        .toList();
  }

  private void pass(Duration duration) {
    time.updateAndGet(now -> now.plus(duration));
  }
}
