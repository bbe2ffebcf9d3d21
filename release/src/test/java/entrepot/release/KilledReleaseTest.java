package entrepot.release;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A release that is killed with -9 at each of its crash points. */
class KilledReleaseTest {
  @TempDir Path top;

  @ParameterizedTest
  @EnumSource(value = CrashPoint.class, mode = EnumSource.Mode.MATCH_ALL, names = "RELEASE_.*")
  void leavesTheFormerOrTheNewHeadWholeAndIsDoneByTheNext(CrashPoint point) throws Exception {
    TestingRegion region = new TestingRegion(top);
    Digest former = region.released("debian", files(0)).to();
    Digest next = region.snapshot("debian", files(40));

    killAt(point, next);

    boolean released = region.head().generation() == 2;
    assertThat(released).isEqualTo(point.compareTo(CrashPoint.RELEASE_AFTER_HEAD) >= 0);
    Digest served = released ? next : former;
    assertThat(region.head().tree("debian").orElseThrow().snapshot()).isEqualTo(served);
    region.assertWhole();
    DiskReplicaReader reader = region.reader();
    assertThat(reader.at("debian", region.clock.instant()))
        .isEqualTo(new ReplicaReader.Retention.Kept(served, region.clock.instant()));
    if (!released) {
      assertThat(reader.at("debian", next)).isEqualTo(new ReplicaReader.Retention.Unknown());
    }

    region.release("debian", next);
    assertThat(region.head().generation()).isEqualTo(2);
    assertThat(region.head().tree("debian").orElseThrow().snapshot()).isEqualTo(next);
    assertThat(region.carry("debian")).hasSize(40);
    region.assertWhole();
    region.assertWhole(former);
    region.journal.clear();
    region.releaser.catchUpJournal(1);
    assertThat(region.journal).singleElement().extracting("toGeneration").isEqualTo(2L);
  }

  private static Map<String, String> files(int from) {
    Map<String, String> files = new TreeMap<>();
    for (int i = from; i < from + 300; i++) {
      files.put("pool/" + i, "content " + i);
    }
    return files;
  }

  private void killAt(CrashPoint point, Digest snapshot) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dentrepot.crash=" + point.name(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    TestingReleaseProcess.class.getName(),
                    top.toString(),
                    snapshot.hex()))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader()) {
      StringBuilder said = new StringBuilder();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
        if (line.equals("crash point " + point.name())) {
          return;
        }
      }
      throw new AssertionError("never reached " + point + ":\n" + said);
    } finally {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }
}
