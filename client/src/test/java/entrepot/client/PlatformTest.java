package entrepot.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For which platform pip is told the index of wheels. */
class PlatformTest {
  private static final String RELEASE = "/etc/os-release";

  @TempDir Path folder;

  private String wheels(Instance instance) {
    Ran ran = instance.run("status").must();
    return ran.output()
        .lines()
        .filter(line -> line.startsWith("wheels:"))
        .findFirst()
        .map(line -> line.substring("wheels:".length()).strip())
        .orElse("");
  }

  private Instance instance(Kit kit) {
    return new Instance(folder, kit);
  }

  private static String machine() {
    String machine = System.getProperty("os.arch");
    return machine.equals("amd64") ? "x86_64" : machine;
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void isWhatTheMachineTells(Kit kit) {
    String text =
        """
        PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        # ID=other
        VERSION_ID="12"
        ID=debian
        ID_LIKE=x
        """;
    assertThat(wheels(instance(kit).write(RELEASE, text))).isEqualTo("debian-12-" + machine());
    assertThat(wheels(instance(kit).write(RELEASE, "ID='rocky'\nVERSION_ID='9.4'\n")))
        .isEqualTo("rocky-9.4-" + machine());
    assertThat(wheels(instance(kit).write(RELEASE, "ID=a\nID=b\nVERSION_ID=1")))
        .isEqualTo("b-1-" + machine());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ID=debian\n",
        "VERSION_ID=12\n",
        "ID=\nVERSION_ID=12\n",
        "ID=de|bian\nVERSION_ID=12\n",
        "ID=debian/..\nVERSION_ID=12\n",
        "ID=..\nVERSION_ID=12\n",
        "ID=$(touch /tmp/entrepot-hostile)\nVERSION_ID=12\n",
        "ID=`id`\nVERSION_ID=12\n",
        "ID=debian\nVERSION_ID=12;x\n",
        "ID=Debian\nVERSION_ID=12\n",
        "ID=\u00e9\nVERSION_ID=12\n",
        "ID=a\u0000b\nVERSION_ID=12\n",
        "ID=debian\nVERSION_ID=12\r\n",
        "ID=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddd\nVERSION_ID=12\n"
      })
  void isNothingWhereTheMachineTellsNone(String text) {
    assertThat(wheels(instance(Kit.DASH_WITH_CURL).write(RELEASE, text))).isEqualTo("(none)");
    assertThat(wheels(instance(Kit.BUSYBOX_WITH_NC).write(RELEASE, text))).isEqualTo("(none)");
    assertThat(Path.of("/tmp/entrepot-hostile")).doesNotExist();
  }

  @Test
  void isNotReadOfWhatIsNoSuchFile() throws IOException {
    Instance instance = instance(Kit.DASH_WITH_CURL);
    assertThat(wheels(instance)).isEqualTo("(none)");
    String told = "ID=debian\nVERSION_ID=12\n";
    assertThat(wheels(instance.write(RELEASE, told + "#".repeat(70_000)))).isEqualTo("(none)");

    Files.delete(instance.path(RELEASE));
    Files.createSymbolicLink(instance.path(RELEASE), Path.of("/dev/zero"));
    assertThat(wheels(instance)).isEqualTo("(none)");

    // As distributions have it.
    Files.delete(instance.path(RELEASE));
    Files.createSymbolicLink(instance.path(RELEASE), Path.of("../usr/lib/os-release"));
    instance.write("/usr/lib/os-release", told);
    assertThat(wheels(instance)).isEqualTo("debian-12-" + machine());
  }

  @Test
  void isWhatTheConfigurationSays() {
    Instance instance = instance(Kit.DASH_WITH_CURL).write(RELEASE, "ID=debian\nVERSION_ID=12\n");
    String configuration = instance.read("/etc/entrepot/client.conf");

    instance.write("/etc/entrepot/client.conf", configuration + "PLATFORM=none\n");
    assertThat(wheels(instance)).isEqualTo("(none)");
    instance.write("/etc/entrepot/client.conf", configuration + "PLATFORM=ubuntu-24.04-aarch64\n");
    assertThat(wheels(instance)).isEqualTo("ubuntu-24.04-aarch64");
  }
}
