package entrepot.collect.files;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.Quarantined;
import entrepot.collect.SyncResult;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What lies in a folder and is no plain file of a plain name that can be read. */
class OddFolderTest extends FolderFixture {
  @Test
  void linksAreFollowedWithinTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("current"), Path.of("sub"));
    Files.createSymbolicLink(folder.resolve("latest.iso"), Path.of("sub/../a.iso"));

    sync();

    assertThat(paths()).containsExactly("a.iso", "current/b.iso", "latest.iso", "sub/b.iso");
    assertThat(text("current/b.iso")).isEqualTo("image b");
    assertThat(text("latest.iso")).isEqualTo("image a");
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void aLinkThatLeadsElsewhereNowIsNoticed() throws IOException {
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    for (String day : List.of("1", "2")) {
      Files.setLastModifiedTime(write("day" + day + "/disk.raw", "disk " + day), time);
    }
    Path current = folder.resolve("current");
    Files.createSymbolicLink(current, Path.of("day1"));
    sync();

    Files.delete(current);
    Files.createSymbolicLink(current, Path.of("day2"));
    sync();

    assertThat(text("current/disk.raw")).isEqualTo("disk 2");
  }

  @Test
  void aLinkOutOfTheFolderIsMissing() throws IOException {
    Path secret = Files.writeString(temporary.resolve("secret"), "secret");
    Files.createDirectories(temporary.resolve("isos2"));
    Files.createSymbolicLink(folder.resolve("file"), secret);
    Files.createSymbolicLink(folder.resolve("folder"), temporary);
    Files.createSymbolicLink(folder.resolve("namesake"), temporary.resolve("isos2"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(folder.resolve("sub/up"), folder);

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(result.quarantined())
        .extracting(Quarantined::path)
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("file", "folder", "namesake", "dangling", "self", "sub/up");
    assertThat(reason("file")).contains("out of the folder");
    assertThat(reason("folder")).contains("out of the folder");
    assertThat(reason("namesake")).contains("out of the folder");
    assertThat(reason("dangling")).contains("leads nowhere");
    assertThat(reason("sub/up")).contains("a folder that it lies in");
    assertThat(entry("sub/b.iso").state()).isEqualTo(State.PRESENT);
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void specialFilesAreMissing() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));

      sync();
    }

    assertThat(reason("s")).contains("neither a file nor a folder");
  }

  @Test
  void namesThatNoTreeHoldsAreLeftOut() throws IOException {
    write("back\\slash", "x");
    write("new\nline/inside", "x");

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(paths()).containsExactly("a.iso", "sub/b.iso");
    assertThat(result.quarantined())
        .extracting(q -> q.path().toString())
        .containsExactlyInAnyOrder("back_slash", "new_line");
  }

  @Test
  void aFileThatCannotBeReadIsMissing() throws IOException {
    Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root reads all");
    Files.setPosixFilePermissions(
        folder.resolve("a.iso"), PosixFilePermissions.fromString("---------"));

    sync();

    assertThat(reason("a.iso")).contains("permission denied");
  }
}
