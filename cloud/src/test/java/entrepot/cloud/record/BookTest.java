package entrepot.cloud.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

class BookTest {
  private static final Instant LAUNCH = Instant.parse("2026-11-21T22:00:00.5Z");
  private static final Instance VALUE =
      Instance.builder()
          .instanceId("i-1")
          .launchTime(LAUNCH)
          .ebsOptimized(false)
          .amiLaunchIndex(3)
          .state(state -> state.name(InstanceStateName.PENDING).code(0))
          .placement(placement -> placement.availabilityZone("lab-1a"))
          .tags(Tag.builder().key("Name").value("ü+ \" <one>").build())
          .blockDeviceMappings(
              InstanceBlockDeviceMapping.builder()
                  .deviceName("/dev/sda1")
                  .ebs(ebs -> ebs.volumeId("vol-1"))
                  .build())
          .build();

  @TempDir Path folder;
  private Ledger ledger;
  private Book book;

  @BeforeEach
  void open() {
    ledger =
        Ledger.open(
            new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), InstantSource.system());
    book = again("lab-1");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Book again(String region) {
    return Book.open(region, ledger.cloud(), List.of(Kind.INSTANCE, Kind.VOLUME));
  }

  @Test
  void whatIsWrittenIsReadBackAsItWasAfterARestart() {
    Row<Instance> row =
        Row.of(Kind.INSTANCE, "i-1", "000000000001", VALUE).note("user-data", "a\nb");
    book.update(draft -> draft.put(row));

    assertThat(book.find(Kind.INSTANCE, "i-1")).contains(row);
    assertThat(again("lab-1").find(Kind.INSTANCE, "i-1")).contains(row);
    assertThat(again("lab-2").all(Kind.INSTANCE)).isEmpty();
  }

  @Test
  void aChangeSeesWhatItWroteAndNobodySeesOneThatFailed() {
    assertThatThrownBy(() ->
            book.update(draft -> {
              draft.put(Row.of(Kind.INSTANCE, "i-1", "1", VALUE));
              assertThat(draft.all(Kind.INSTANCE)).hasSize(1);
              assertThat(book.all(Kind.INSTANCE)).isEmpty();
              throw new IllegalStateException("on purpose");
            }))
        .hasMessage("on purpose");

    assertThat(book.all(Kind.INSTANCE)).isEmpty();
    assertThat(again("lab-1").all(Kind.INSTANCE)).isEmpty();
  }

  @Test
  void rowsOfSeveralKindsChangeTogether() {
    book.update(draft -> draft.put(Row.of(Kind.INSTANCE, "x", "1", VALUE)));
    book.update(draft -> {
      draft.remove(Kind.INSTANCE, "x");
      assertThat(draft.find(Kind.INSTANCE, "x")).isEmpty();
      draft.put(Row.of(Kind.VOLUME, "x", "1", Volume.builder().size(8).build()));
    });

    Book read = again("lab-1");
    assertThat(read.all(Kind.INSTANCE)).isEmpty();
    assertThat(read.find(Kind.VOLUME, "x").orElseThrow().value().size()).isEqualTo(8);
  }
}
