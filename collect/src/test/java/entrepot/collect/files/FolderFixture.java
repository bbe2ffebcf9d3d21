package entrepot.collect.files;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.Policy;
import entrepot.store.backend.DiskBackend;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A folder of two files that is collected, and how many files a run reads of it. */
abstract class FolderFixture extends FilesFixture {
  Path folder = Path.of("");
  List<String> checksums = List.of();
  Optional<Path> keyring = Optional.empty();
  CountingBackend counting;

  @Override
  FilesSource source() {
    return new FilesSource(new FilesOrigin.Folder(folder), checksums, keyring, Policy.FULL);
  }

  @BeforeEach
  void someFiles() throws IOException {
    counting = new CountingBackend(new DiskBackend(temporary.resolve("store")));
    over(counting);
    folder = Files.createDirectories(temporary.resolve("isos"));
    write("a.iso", "image a");
    write("sub/b.iso", "image b");
    // So that what was written just now counts as settled.
    now = now.plusSeconds(10);
  }

  @AfterEach
  void noLeaseIsLeft() {
    assertThat(store.leases().live()).isEmpty();
  }

  Path write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  void reads(int expected) {
    assertThat(counting.staged()).as("files that were read").isEqualTo(expected);
  }

  String reason(String path) {
    assertThat(entry(path).state()).isEqualTo(State.MISSING);
    return entry(path).text(Extension.REASON).orElseThrow();
  }
}
