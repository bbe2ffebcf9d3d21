package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.kit.config.Loaded;
import entrepot.kit.config.Problem;
import entrepot.ledger.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schema, the records and the example say the same. */
class ConfigurationFileTest {
  @TempDir Path folder;

  @Test
  void theExampleIsReadWhole() throws IOException {
    Loaded<Configuration> loaded = load(ConfigurationFile.example());

    assertThat(loaded.unread()).isEmpty();
    Configuration configuration = loaded.configuration();
    assertThat(configuration.state()).isEqualTo(Path.of("/var/lib/entrepot"));
    assertThat(configuration.trees().get("ubuntu"))
        .isInstanceOfSatisfying(
            AptTree.class,
            tree -> {
              assertThat(tree.source()).isEqualTo(URI.create("http://archive.ubuntu.com/ubuntu"));
              assertThat(tree.schedule()).contains(new Timing.Every(Duration.ofMinutes(15)));
              assertThat(tree.rules().automatic()).isTrue();
              assertThat(tree.indexes())
                  .containsExactlyInAnyOrder(AptTree.Index.PACKAGES, AptTree.Index.TRANSLATIONS);
            });
    assertThat(value(configuration.trees(), "fedora"))
        .isInstanceOfSatisfying(
            RpmTree.class,
            tree -> {
              assertThat(tree.origin())
                  .isEqualTo("https://mirrors.fedoraproject.org/metalink and 2 more");
              assertThat(tree.repositories())
                  .extracting(RpmTree.Repository::repo, RpmTree.Repository::path)
                  .containsExactly(
                      tuple("fedora-42", "releases/42/Everything/x86_64/os"),
                      tuple("fedora-42", "fedora-42-aarch64"),
                      tuple("tools", "tools"));
              assertThat(tree.repositories().get(1).origin())
                  .isEqualTo(
                      new RpmTree.Origin.Mirrorlist(
                          URI.create(
                              "https://mirrors.fedoraproject.org/mirrorlist?repo=fedora-42&arch=aarch64")));
            });
    assertThat(value(configuration.trees(), "isos"))
        .isInstanceOfSatisfying(
            FilesTree.class,
            tree -> {
              assertThat(tree.policy()).isEqualTo(TreeConfiguration.Policy.FULL);
              assertThat(tree.origin()).isEqualTo("/srv/isos");
            });
    assertThat(value(configuration.regions(), "us-east-1").networks()).hasSize(2);
    assertThat(configuration.upstream().maxFileSize()).isEqualTo(20_000_000_000L);
  }

  @Test
  void theExampleHasEveryKeyOfTheSchema() {
    JsonNode schema = JsonMapper.shared().readTree(ConfigurationFile.schema());
    var wanted = new TreeSet<String>();
    schema.get("properties").propertyNames().forEach(wanted::add);
    schema
        .get("$defs")
        .forEach(group -> group.path("properties").propertyNames().forEach(wanted::add));
    wanted.removeAll(Set.of("password-env", "profile", "access-key-env", "secret-key-env"));

    JsonNode example = YAMLMapper.shared().readTree(ConfigurationFile.example());
    var found = new TreeSet<String>();
    example.propertyNames().forEach(found::add);
    for (String group :
        new String[] {
          "database", "store", "workers", "mirror-hosts", "steering", "upstream", "cloud", "log"
        }) {
      example.get(group).propertyNames().forEach(found::add);
    }
    for (JsonNode tree : example.get("trees")) {
      tree.propertyNames().forEach(found::add);
      tree.path("select").propertyNames().forEach(found::add);
      for (JsonNode repository : tree.path("repositories")) {
        repository.propertyNames().forEach(found::add);
      }
      for (JsonNode platform : tree.path("platforms")) {
        platform.propertyNames().forEach(found::add);
      }
    }
    example.get("regions").get("us-east-1").propertyNames().forEach(found::add);
    example.get("regions").get("us-east-1").get("tls").propertyNames().forEach(found::add);
    for (JsonNode region : example.get("cloud").get("regions")) {
      region.propertyNames().forEach(found::add);
    }
    JsonNode bucket = example.get("regions").get("eu-west-1").get("bucket");
    found.add("bucket");
    bucket.propertyNames().forEach(found::add);
    bucket.get("credentials").propertyNames().forEach(found::add);
    for (JsonNode alias : example.get("mirror-hosts").get("aliases")) {
      alias.propertyNames().forEach(found::add);
    }
    for (JsonNode mirror : example.get("steering").get("mirrors")) {
      mirror.propertyNames().forEach(found::add);
    }

    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void whatIsLeftOutIsAsTheSchemaSays() throws IOException {
    String least =
        """
        state: state
        trees:
          t:
            kind: apt
            source: http://archive.example.org/debian/
            suites: [bookworm]
            components: [main]
            architectures: [amd64]
            keyring: k.gpg
        %s
          u:
            kind: rpm
            repositories:
              u-x86_64:
                arch: x86_64
                source: http://rpm.example.org/u
        %s
          v:
            kind: files
            source: http://files.example.org/
            checksums: [SHA256SUMS]
        %s
          p:
            kind: pypi
            source: http://python.example.org/simple/
            projects: {all: true}
          w:
            kind: wheels
            index: p
            constraints: upper-constraints.txt
            platforms: {debian-12-x86_64: {suite: bookworm, architecture: amd64}}
        %s
        regions:
          r:
            listen: 127.0.0.1:0
        %s
        steering:
        %s
        upstream:
        %s
        log:
        %s
        """;
    Configuration spelledOut =
        load(least.formatted(
                defaults("apt", 4),
                defaults("rpm", 4),
                defaults("files", 4),
                defaults("wheels", 4),
                defaults("region", 4),
                defaults("steering", 2),
                defaults("upstream", 2),
                defaults("log", 2)))
            .configuration();

    Configuration leftOut =
        load(least
                .replace("steering:\n", "")
                .replace("upstream:\n", "")
                .replace("log:\n", "")
                .replace("%s\n", ""))
            .configuration();

    assertThat(leftOut).isEqualTo(spelledOut);
    assertThat(leftOut.steering().listen())
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
    assertThat(value(leftOut.regions(), "r").replica())
        .isEqualTo(folder.resolve("state/replicas/r"));
    assertThat(value(leftOut.trees(), "t").rules().regions()).containsExactly("r");
    assertThat(value(leftOut.trees(), "t").schedule()).isEqualTo(Optional.empty());
  }

  @Test
  void aKeyringThatIsNotThereIsAWarning() throws IOException {
    Loaded<Configuration> loaded =
        load(
            """
            state: state
            trees:
              t:
                kind: apt
                source: http://archive.example.org/debian
                suites: [bookworm]
                components: [main]
                architectures: [amd64]
                keyring: nowhere.gpg
            """);

    assertThat(loaded.warnings())
        .extracting(Problem::toString)
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains(":9:", "warning: trees.t.keyring", "nowhere.gpg' cannot be read");
  }

  @Test
  void aCertificateThatIsNoneIsAWarningAtItsLine() throws IOException {
    Files.writeString(folder.resolve("some.key"), "nothing");
    String text =
        """
        state: state
        regions:
          r:
            listen: 127.0.0.1:0
            tls:
              certificate: nowhere.crt
              key: some.key
        """;
    assertThat(load(text).warnings())
        .extracting(Problem::toString)
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains(":6:", "warning: regions.r.tls.certificate", "nowhere.crt' cannot be read");
    Files.writeString(folder.resolve("nowhere.crt"), "nothing either");
    Loaded<Configuration> loaded = load(text);
    assertThat(loaded.warnings())
        .extracting(Problem::toString)
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains(":6:", "no certificate in PEM", "Put the server's certificate there");
    assertThat(value(loaded.configuration().regions(), "r").tls())
        .hasValueSatisfying(tls -> assertThat(tls.listen()).isEmpty());
  }

  @Test
  void plainHttpAndTlsHaveAddressesOfTheirOwn() throws IOException {
    assertThatThrownBy(() ->
            load(
                """
                state: state
                regions:
                  r:
                    listen: 127.0.0.1:8081
                    tls: {certificate: a.crt, key: a.key, listen: 127.0.0.1:8081}
                """))
        .hasMessageContaining("regions.r.tls.listen: '127.0.0.1:8081' belongs to region r");
  }

  /** The schema's defaults of a group, as lines of YAML. */
  private static String defaults(String group, int indent) {
    JsonNode schema = JsonMapper.shared().readTree(ConfigurationFile.schema());
    var lines = new StringBuilder();
    schema
        .get("$defs")
        .get(group)
        .get("properties")
        .forEachEntry((key, property) -> {
          String reference = property.path("$ref").stringValue("#");
          JsonNode value =
              property.has("default")
                  ? property.get("default")
                  : schema.at(reference.substring(1)).path("default");
          if (!value.isMissingNode()) {
            lines.append(" ".repeat(indent)).append(key).append(": ");
            lines.append(value).append('\n');
          }
        });
    return lines.toString();
  }

  private static <T> T value(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private Loaded<Configuration> load(String text) throws IOException {
    return ConfigurationFile.load(Files.writeString(folder.resolve("entrepot.yaml"), text));
  }
}
