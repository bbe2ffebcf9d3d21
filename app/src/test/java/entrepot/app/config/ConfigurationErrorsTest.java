package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.kit.config.InvalidConfiguration;
import entrepot.kit.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error has its line, its column and a fix. */
class ConfigurationErrorsTest {
  private static final String GOOD =
      """
      state: state
      trees:
        debian:
          kind: apt
          policy: on-demand
          source: http://archive.example.org/debian
          suites: [bookworm]
          components: [main]
          architectures: [amd64]
          keyring: keyring.gpg
          schedule: every 15m
          tolerance: 0
          carry: 3d
          regions: [east]
      regions:
        east:
          listen: 127.0.0.1:8081
          networks: [10.0.0.0/8]
          zones: [east-1]
        west:
          listen: 127.0.0.1:8082
      steering:
        listen: 127.0.0.1:8080
      log: {level: info, access: true}
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "policy: on-demand | policy: ondemand | 5:5: trees.debian.policy: 'ondemand' is not one of full, on-demand; did you mean 'on-demand'?",
        "policy: on-demand | polcy: full | 5:5: trees.debian.polcy: is not a known key; did you mean 'policy'?",
        "policy: on-demand | colour: red | 5:5: trees.debian.colour: is not a known key; known are kind, policy, source,",
        "kind: apt | kind: deb | 4:5: trees.debian.kind: 'deb' is not one of apt, rpm, files, pypi, wheels; choose one of them",
        "kind: apt | kind: rmp | 4:5: trees.debian.kind: 'rmp' is not one of apt, rpm, files, pypi, wheels; did you mean 'rpm'?",
        "kind: apt | `` | 3:3: trees.debian: 'kind' is missing; add 'kind: apt'",
        "state: state | `` | 2:1: 'state' is missing; add 'state: /var/lib/entrepot'",
        "suites: [bookworm] | suites: bookworm | 7:5: trees.debian.suites: 'bookworm' is not a list of suites; write [bookworm]",
        "suites: [bookworm] | suites: [] | 7:5: trees.debian.suites: the list is empty; write something like [noble, noble-updates]",
        "suites: [bookworm] | suites: [8.10] | 7:14: trees.debian.suites.0: '8.10' is not a suite; write something like noble",
        "suites: [bookworm] | suites: [sid, sid] | 7:5: trees.debian.suites: the list names something twice; keep one of them",
        "suites: [bookworm] | suites: [../etc] | 7:14: trees.debian.suites.0: '../etc' is not a suite; write something like noble",
        "source: http://archive.example.org/debian | `` | 3:3: trees.debian: 'source' is missing; add 'source: http://archive.ubuntu.com/ubuntu'",
        "source: http://archive.example.org/debian | source: ftp://archive.example.org/debian | 6:5: trees.debian.source: is not a URL that begins with http:// or https://; write it with one of them",
        "source: http://archive.example.org/debian | source: http://me:secret@archive.example.org/ | 6:5: trees.debian.source: has a user name or password in it; remove what is before the '@'",
        "source: http://archive.example.org/debian | source: http://me:sec ret@archive.example.org/ | 6:5: trees.debian.source: is not a URL: Illegal character in authority",
        "source: http://archive.example.org/debian | source: http:///debian | 6:5: trees.debian.source: has no host name; write something like http://example.org/path",
        "source: http://archive.example.org/debian | source: http://example.org/?a=b | 6:5: trees.debian.source: has a '?' or '#' in it; write scheme, host and path only",
        "source: http://archive.example.org/debian | source: | 6:5: trees.debian.source: has no value; give it one, such as http://archive.ubuntu.com/ubuntu, or remove the key",
        "schedule: every 15m | schedule: hourly | 11:5: trees.debian.schedule: 'hourly' is not a schedule; write something like every 15m",
        "schedule: every 15m | schedule: cron 61 * * * * | 11:5: trees.debian.schedule: '61 * * * *' is not a cron line",
        "schedule: every 15m | schedule: every 10ms | 11:5: trees.debian.schedule: is more often than once a second; write something like every 15m",
        "tolerance: 0 | tolerance: -1 | 12:5: trees.debian.tolerance: '-1' is too small; write at least 0",
        "tolerance: 0 | tolerance: few | 12:5: trees.debian.tolerance: 'few' is not a whole number; write something like 0",
        "tolerance: 0 | shrink-limit: 101 | 12:5: trees.debian.shrink-limit: '101' is too large; write at most 100",
        "carry: 3d | carry: 3 | 13:5: trees.debian.carry: '3' is not a duration; write something like 3d",
        "carry: 3d | carry: 3 days | 13:5: trees.debian.carry: '3 days' is not a duration; write something like 3d",
        "regions: [east] | regions: [eest] | 14:15: trees.debian.regions.0: 'eest' is not a region of this file; did you mean 'east'?",
        "regions: [east] | regions: [north] | 14:15: trees.debian.regions.0: 'north' is not a region of this file; known are east, west",
        "regions: [east] | check-valid-until: yes | 14:5: trees.debian.check-valid-until: 'yes' is not true or false; did you mean 'true'?",
        "networks: [10.0.0.0/8] | networks: [10.0.0.1/8] | 18:16: regions.east.networks.0: '10.0.0.1/8' has bits beyond its prefix; did you mean '10.0.0.0/8'?",
        "networks: [10.0.0.0/8] | networks: [10.0.0.0/33] | 18:16: regions.east.networks.0: '10.0.0.0/33' is not a network; write it in CIDR notation",
        "networks: [10.0.0.0/8] | networks: ['10.0.*.1'] | 18:16: regions.east.networks.0: '10.0.*.1' is not a network; write it in CIDR notation",
        "listen: 127.0.0.1:8082 | listen: 127.0.0.1:8081 | 21:5: regions.west.listen: '127.0.0.1:8081' belongs to region east; choose another one here",
        "listen: 127.0.0.1:8080 | listen: 127.0.0.1:8082 | 23:3: steering.listen: '127.0.0.1:8082' belongs to region west; choose another one here",
        "listen: 127.0.0.1:8082 | listen: example.org:80 | 21:5: regions.west.listen: 'example.org:80' is not an IP address and a port; write something like 127.0.0.1:8080",
        "listen: 127.0.0.1:8082 | listen: 127.0.0.1:80800 | 21:5: regions.west.listen: port 80800 is more than 65535; choose a port up to 65535",
        "listen: 127.0.0.1:8082 | listen: 127.0.0.256:80 | 21:5: regions.west.listen: '127.0.0.256' is not an IP address; write one such as 127.0.0.1",
        "zones: [east-1] | zones: [East] | 19:13: regions.east.zones.0: 'East' is not a zone (a to z, 0 to 9 and '-', at most 32); write something like us-east-1a",
        "`  west:` | `  West Side:` | 20:3: regions.West Side: 'West Side' is not a name (a to z, 0 to 9 and '-', at most 32); write something like us-east-1",
        "`  west:` | `  east:` | 20:3: regions.east: occurs twice; keep one of them",
        "level: info | level: inf | 24:7: log.level: 'inf' is not one of error, warn, info, debug; did you mean 'info'?",
        "state: state | `state: *here` | 1:8: state: is an alias (*here); write the value itself",
        "state: state | `state: [a` | 2:6: not YAML: expected ',' or ']'",
        "state: state | `state: a: b` | 1:9: not YAML: mapping values are not allowed here",
        "`  west:` | `\twest:` | 20:1: not YAML: found character",
        "state: state | `state: \"a` | not YAML",
        "log: | `--- \nlog:` | 25:1: a second document begins here; remove it: one file is one document",
      })
  void anErrorSaysWhereAndWhatToWrite(String good, String bad, String expected) throws IOException {
    assertThat(GOOD).contains(good);

    List<Problem> problems = problems(GOOD.replace(good, bad));

    assertThat(problems).isNotEmpty();
    assertThat(problems.getFirst().toString()).contains(expected).doesNotContain("secret");
    assertThat(problems.getFirst().fix()).isNotEmpty();
  }

  @Test
  void allErrorsAreToldAtOnce() throws IOException {
    List<Problem> problems =
        problems(
            GOOD.replace("policy: on-demand", "policy: none")
                .replace("carry: 3d", "carrry: 3d")
                .replace("regions: [east]", "regions: [south]")
                .replace("10.0.0.0/8", "ten"));

    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly(
            "/trees/debian/policy",
            "/trees/debian/carrry",
            "/trees/debian/regions/0",
            "/regions/east/networks/0");
  }

  @Test
  void aPasswordInTheFileIsRefusedAndNeverRepeated() throws IOException {
    String url = "jdbc:postgresql://db/entrepot?user=x&password=hunter2";
    List<Problem> problems =
        problems(
            GOOD
                + """
                database:
                  url: %s
                  user: entrepot
                  password: hunter2
                  password-env: hunter-2
                """
                    .formatted(url));

    assertThat(problems)
        .extracting(Problem::toString)
        .noneMatch(text -> text.contains("hunter"))
        .anyMatch(text -> text.contains("26:3: database.url: has a password or user name in it"))
        .anyMatch(
            text -> text.contains("28:3: database.password: is not a known key; did you mean"))
        .anyMatch(text -> text.contains("29:3: database.password-env: the value is not the name"));
  }

  @Test
  void aMissingFileIsAnErrorOfTheFile() {
    Path file = folder.resolve("none.yaml");

    var thrown =
        catchThrowableOfType(InvalidConfiguration.class, () -> ConfigurationFile.load(file));

    assertThat(thrown)
        .hasMessage(
            file
                + ":1:1: the file cannot be read: it does not exist; write it, or name another one");
  }

  private List<Problem> problems(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("entrepot.yaml"), text);
    Files.writeString(folder.resolve("keyring.gpg"), "");
    var thrown =
        catchThrowableOfType(InvalidConfiguration.class, () -> ConfigurationFile.load(file));
    assertThat(thrown).as("the file is refused").isNotNull();
    return thrown.problems();
  }
}
