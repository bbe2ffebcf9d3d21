package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.ShrunkUpstream;
import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files of a folder are taken, and which of them a run reads. */
class FolderFilesTest extends FolderFixture {
  @Test
  void everyFileIsTaken() throws IOException {
    write(".hidden", "");
    write("with space/ü+%.iso", "umlaut");
    Files.setLastModifiedTime(folder.resolve("a.iso"), FileTime.fromMillis(1_700_000_000_123L));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(paths()).containsExactly(".hidden", "a.iso", "sub/b.iso", "with space/ü+%.iso");
    assertThat(text("with space/ü+%.iso")).isEqualTo("umlaut");
    assertThat(entry("a.iso").state()).isEqualTo(State.PRESENT);
    assertThat(entry("a.iso").mtime()).isEqualTo(1_700_000_000L);
    assertThat(entry("a.iso").extensions()).as("nothing of the machine").isEmpty();
    assertThat(result.quarantined()).isEmpty();
    assertThat(result.snapshot().source()).isEqualTo(folder.toString());
  }

  @Test
  void noChangeReadsNothingAndMakesNothing() {
    sync();
    reads(2);
    Digest before = root();

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);

    reads(0);
    assertThat(counting.written()).as("not even hints").isZero();
    assertThat(root()).isEqualTo(before);
  }

  @Test
  void onlyWhatChangedIsRead() throws IOException {
    sync();
    reads(2);
    write("c.iso", "image c");
    Files.delete(folder.resolve("a.iso"));

    sync();

    reads(1);
    assertThat(paths()).containsExactly("c.iso", "sub/b.iso");
  }

  @Test
  void aFileOfTheSameSizeAndTimeIsKnownByItsInode() throws IOException {
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(folder.resolve("a.iso"), time);
    Path other = Files.writeString(temporary.resolve("other"), "IMAGE A");
    Files.setLastModifiedTime(other, time);
    sync();

    Files.move(other, folder.resolve("a.iso"), StandardCopyOption.REPLACE_EXISTING);
    sync();

    assertThat(text("a.iso")).isEqualTo("IMAGE A");
  }

  @Test
  void aFileThatIsWrittenOverWithItsTimeSetBackIsRead() throws IOException {
    FileTime time = Files.getLastModifiedTime(folder.resolve("a.iso"));
    sync();

    write("a.iso", "IMAGE A");
    Files.setLastModifiedTime(folder.resolve("a.iso"), time);
    sync();

    assertThat(text("a.iso")).isEqualTo("IMAGE A");
  }

  @Test
  void aFileThatChangedJustBeforeTheRunIsReadOnceMore() {
    now = now.minusSeconds(10);
    sync();
    reads(2);

    assertThat(sync())
        .as("read, and found to be the same")
        .isInstanceOf(SyncResult.Unchanged.class);
    reads(2);
    now = now.plusSeconds(10);
    sync();
    reads(2);
    sync();
    reads(0);
    assertThat(store.snapshots().of("isos")).hasSize(1);
  }

  @Test
  void aTouchedFileMakesNoSnapshot() throws IOException {
    sync();
    Digest before = root();
    Files.setLastModifiedTime(folder.resolve("a.iso"), FileTime.fromMillis(1_000_000_000_000L));

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(root()).isEqualTo(before);
  }

  @Test
  void lostOrSpoiltHintsOnlyCostWork() {
    sync();
    reads(2);
    hints().forEach(backend::remove);
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(2);

    for (Key key : hints()) {
      byte[] spoilt = backend.load(key);
      spoilt[spoilt.length - 10] ^= 1;
      backend.replace(key, spoilt);
    }
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(1);
    for (Key key : hints()) {
      backend.replace(key, "ENTH".getBytes(UTF_8));
    }
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(2);
    assertThat(text("a.iso")).isEqualTo("image a");
  }

  private List<Key> hints() {
    List<Key> keys = new ArrayList<>();
    backend.list(Area.HINTS, info -> keys.add(info.key()));
    assertThat(keys).as("one object a tree").hasSize(1);
    return keys;
  }

  @Test
  void aFolderThatWentAwayIsRefused() {
    sync();
    folder = temporary.resolve("unmounted");

    refused(FolderUnreadable.class, "unmounted", "it is not there");
  }

  @Test
  void aFolderThatIsSuddenlyEmptyIsRefused() throws IOException {
    sync();
    Files.delete(folder.resolve("a.iso"));
    Files.delete(folder.resolve("sub/b.iso"));

    refused(ShrunkUpstream.class, "from 2 files");
    sync(true);
    assertThat(paths()).isEmpty();
  }

  @Test
  void aFileThatBecomesAFolderIsAFolder() throws IOException {
    sync();
    Files.delete(folder.resolve("a.iso"));
    write("a.iso/inside", "image inside");

    sync();

    assertThat(paths()).containsExactly("a.iso/inside", "sub/b.iso");
  }

  @Test
  void manyFilesStreamInTheOrderOfPaths() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("a/%d".formatted(i), "file " + i);
      write("a-b%d".formatted(i), "file " + i);
    }

    sync();

    List<Entry> entries = new ArrayList<>();
    store.manifests().entries(root()).forEachRemaining(entries::add);
    assertThat(entries).hasSize(602);
    counting.staged();
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(0);
  }
}
