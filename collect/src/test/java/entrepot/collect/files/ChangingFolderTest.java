package entrepot.collect.files;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.SyncResult;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Files of a folder that change while they are read. */
class ChangingFolderTest extends FolderFixture {
  @Test
  void aFileThatIsReplacedWhileItIsReadIsReadAgain() throws IOException {
    Path next = Files.writeString(temporary.resolve("next"), "IMAGE A");
    counting.beforeFirstByte(
        1,
        "image a",
        () -> Files.move(next, folder.resolve("a.iso"), StandardCopyOption.REPLACE_EXISTING));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(text("a.iso")).isEqualTo("IMAGE A");
    assertThat(result.quarantined()).isEmpty();
  }

  @Test
  void aFileThatGrowsWhileItIsReadIsReadAgain() throws IOException {
    counting.beforeFirstByte(1, "image a", () -> write("a.iso", "image a has grown"));

    sync();

    assertThat(text("a.iso")).isEqualTo("image a has grown");
  }

  @Test
  void aFileThatKeepsChangingIsMissing() throws IOException {
    counting.beforeFirstByte(
        100, "image a", () -> Files.writeString(folder.resolve("a.iso"), "image a"));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(reason("a.iso")).contains("changes while it is read");
    assertThat(result.quarantined()).hasSize(1);
    assertThat(entry("sub/b.iso").state()).isEqualTo(State.PRESENT);
  }

  @Test
  void aFileThatBecomesALinkOutOfTheFolderWhileItIsReadIsMissing() throws IOException {
    Path secret = Files.writeString(temporary.resolve("secret"), "image a");
    counting.beforeFirstByte(
        1,
        "image a",
        () -> {
          Files.delete(folder.resolve("a.iso"));
          Files.createSymbolicLink(folder.resolve("a.iso"), secret);
        });

    sync();

    assertThat(reason("a.iso")).contains("something else than a file of the folder");
  }

  @Test
  void aFileThatGoesAwayWhileItIsReadIsNotThere() throws IOException {
    counting.beforeFirstByte(1, "image a", () -> Files.delete(folder.resolve("a.iso")));

    sync();

    assertThat(paths()).containsExactly("sub/b.iso");
  }
}
