package entrepot.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EntrepotCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config = Path.of("");

  @BeforeEach
  void configuration() throws IOException {
    config = folder.resolve("entrepot.yaml");
    Files.writeString(folder.resolve("keyring.gpg"), "");
    Files.writeString(
        config,
        """
        state: state
        trees:
          tools:
            kind: apt
            source: http://packages.example.com/apt
            suites: [stable]
            components: [main]
            architectures: [amd64]
            keyring: keyring.gpg
        regions:
          north: {listen: "127.0.0.1:0"}
        """);
  }

  private int run(String... arguments) {
    CommandLine line =
        EntrepotCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void without_a_command_it_says_so_and_shows_the_usage() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("name a command", "sync", "rollback");
  }

  @Test
  void help_names_every_command_and_exit_code() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("up", "sync", "snapshots", "diff", "release", "rollback", "status", "config")
        .contains("Exit codes:", "upstream failed or did not verify");
  }

  @Test
  void a_right_configuration_passes_the_check() {
    assertThat(run("config", "check", "-c", config.toString())).isZero();
    assertThat(out.toString()).contains("is right: 1 trees, 1 regions");
  }

  @Test
  void a_wrong_word_is_named_with_its_line_and_column_and_a_fix() throws IOException {
    Files.writeString(config, Files.readString(config).replace("kind: apt", "kind: atp"));
    assertThat(run("config", "check", "-c", config.toString())).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(err.toString()).contains(config + ":4:", "trees.tools.kind", "apt");
  }

  @Test
  void a_configuration_that_is_not_there_says_where_it_was_looked_for() {
    Path nowhere = folder.resolve("nowhere.yaml");
    assertThat(run("status", "-c", nowhere.toString())).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(err.toString()).contains(nowhere.toString());
  }

  @Test
  void status_of_a_new_state_folder_shows_trees_and_regions_with_nothing_in_them() {
    assertThat(run("status", "-c", config.toString(), "--progress", "none")).isZero();
    assertThat(out.toString())
        .contains("server: not running", "tools", "never", "north", "nothing released");
  }

  @Test
  void status_as_json_is_one_document() {
    assertThat(run("status", "-c", config.toString(), "--json")).isZero();
    JsonNode status = JsonMapper.shared().readTree(out.toString());
    assertThat(status.at("/trees/0/tree").asString()).isEqualTo("tools");
    assertThat(status.at("/regions/0/generation").asInt()).isZero();
  }

  @Test
  void an_unknown_tree_is_not_found_and_the_known_ones_are_named() {
    assertThat(run("snapshots", "-c", config.toString(), "tolls")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(err.toString()).contains("there is no tree 'tolls'", "Known: tools");
  }

  @Test
  void an_unknown_region_is_not_found() {
    assertThat(run("rollback", "-c", config.toString(), "tools", "--region", "nort"))
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(err.toString()).contains("there is no region 'nort'");
  }

  @Test
  void a_release_of_a_tree_without_snapshots_is_not_found() {
    assertThat(run("release", "-c", config.toString(), "tools")).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void a_keyring_without_keys_is_an_upstream_failure_that_names_the_file() {
    assertThat(run("sync", "-c", config.toString(), "tools", "--progress", "none"))
        .isEqualTo(ExitCode.UPSTREAM);
    assertThat(err.toString()).contains("keyring.gpg", "no OpenPGP certificate");
  }

  @Test
  void the_completion_script_knows_the_commands() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("complete -F", "rollback", "--allow-shrink");
  }
}
