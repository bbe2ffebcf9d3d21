package entrepot.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.app.command.Busy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path temp;

  @Test
  void a_second_holder_is_told_who_has_it() {
    StateFolder folder = new StateFolder(temp.resolve("state"));
    try (StateFolder.Lock lock = folder.lock()) {
      assertThat(lock.channel().isOpen()).isTrue();
      assertThatThrownBy(folder::lock)
          .isInstanceOf(Busy.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }
    folder.lock().close();
  }

  @Test
  void the_socket_lies_in_a_folder_closed_to_others() throws IOException {
    StateFolder folder = new StateFolder(temp.resolve("state"));
    folder.lock().close();
    Path run = temp.resolve("state/run");
    assertThat(folder.socket()).isEqualTo(run.resolve("admin.sock"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_path_too_long_for_a_socket_gets_a_short_one_elsewhere() {
    StateFolder folder = new StateFolder(temp.resolve("a".repeat(120)));
    assertThat(folder.socket().toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(108);
    assertThat(folder.socket())
        .isNotEqualTo(new StateFolder(temp.resolve("b".repeat(120))).socket());
  }

  @Test
  void what_a_killed_run_spilled_is_gone_when_the_store_is_opened() throws IOException {
    StateFolder folder = new StateFolder(temp.resolve("state"));
    Files.createDirectories(folder.temporary());
    Files.writeString(folder.temporary().resolve("spilled"), "x");
    folder.openStore();
    assertThat(folder.temporary()).isEmptyDirectory();
  }
}
