package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeUsageTest {
  @TempDir Path folder;

  @Test
  void gibHoursAreCountedFromCreationToDeletion() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T22:00:00Z"));
    InstantSource clock = now::get;
    try (TestingStorage cloud = new TestingStorage(folder, clock, new NoMachines())) {
      TestingStorage.One north = cloud.north();
      String zone = north.region().zones().getFirst();
      String gone = volume(north, TestingStorage.OWNER, zone, 10);
      var _ = volume(north, TestingStorage.OTHER, zone, 3);
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(90)));
      north.volumes().delete(TestingStorage.OWNER, gone);
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(30)));
      var _ = volume(north, TestingStorage.OWNER, zone, 1);
      now.updateAndGet(time -> time.plus(Duration.ofHours(1)));

      assertThat(VolumeUsage.gibHours(north.region().book(), now.get()))
          .isEqualTo(Map.of(TestingStorage.OWNER, 16.0, TestingStorage.OTHER, 9.0));
    }
  }

  private static String volume(TestingStorage.One north, String account, String zone, int gib) {
    return north
        .volumes()
        .create(account, new NewVolume(zone, gib, null, null, null, null, List.of()))
        .id();
  }
}
