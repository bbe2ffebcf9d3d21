package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The systemd units are such as systemd takes, and hand secrets on without a trace elsewhere. */
class WorkerUnitsTest {
  private static final Path PACKAGING = Path.of("..", "packaging");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> systemdFindsNothingWrongWith() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")));
    try (Stream<Path> units = Files.list(PACKAGING.resolve("systemd"))) {
      List<Path> all = units.sorted().toList();
      assertThat(all).hasSize(4);
      return all.stream()
          .map(unit -> DynamicTest.dynamicTest(unit.getFileName().toString(), () -> verify(unit)))
          .toList();
    }
  }

  /** Where they lie here, and with a user that this machine has. */
  private void verify(Path unit) throws Exception {
    String text =
        Files.readString(unit)
            .replace("/opt/entrepot/libexec/with-credentials /opt/entrepot/bin/", "/bin/echo ")
            .replaceAll("(?m)^(User|Group)=.*", "$1=root")
            .replace("EnvironmentFile=", "EnvironmentFile=-");
    assertThat(text).contains("NoNewPrivileges=yes", "ProtectSystem=strict", "LoadCredential=");
    String name = unit.getFileName().toString().replace("@.", "@one.");
    Path copy = Files.writeString(folder.resolve(name), text);
    List<String> said = run(Map.of(), "systemd-analyze", "verify", "--man=no", copy.toString());
    // What else is installed on this machine is not ours.
    assertThat(said).noneMatch(line -> line.contains(name));
  }

  @Test
  void credentialsComeIntoTheEnvironmentOfTheCommandAlone() throws Exception {
    Files.writeString(folder.resolve("credentials_db.password"), "wor d$HOME\n");
    Files.writeString(folder.resolve("access-key"), "AK");

    List<String> environment =
        run(
            Map.of("CREDENTIALS_DIRECTORY", folder.toString()),
            PACKAGING.resolve("libexec/with-credentials").toString(),
            "env");

    assertThat(environment).contains("ENTREPOT_DB_PASSWORD=wor d$HOME", "ENTREPOT_ACCESS_KEY=AK");
  }

  private static List<String> run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return new ArrayList<>(said.lines().toList());
  }
}
