package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.kit.config.InvalidConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of regions: of today by a template, of former times by aliases. */
class MirrorHostsTest {
  private static final String GOOD =
      """
      state: state
      trees:
        pypi: {kind: pypi, source: "https://pypi.example.org/simple/", projects: {all: true}}
      regions:
        east-1: {provider: aws, listen: "127.0.0.1:8081"}
        west-1:
          provider: rax
          listen: 127.0.0.1:8082
          url: http://west.example.net/mirror
        south-1:
          bucket: {name: south-bucket}
      mirror-hosts:
        domain: example.org
        name: mirror.{region}.{provider}.{domain}
        aliases:
          pypi.{region}.{domain}: {to: /pypi/, until: 2027-01-01}
          old.example.net:
            to: /
            regions: [east-1]
          files.{region}.{provider}.example.com: {to: /pypi/packages/}
      """;

  @TempDir Path folder;

  private Configuration load(String text) throws IOException {
    Path file = folder.resolve("entrepot.yaml");
    Files.writeString(file, text);
    return ConfigurationFile.load(file).configuration();
  }

  private static RegionConfiguration region(Configuration configuration, String name) {
    return Objects.requireNonNull(configuration.regions().get(name));
  }

  @Test
  void eachRegionHasItsNameAndItsOldNames() throws IOException {
    Configuration configuration = load(GOOD);

    RegionHosts east = region(configuration, "east-1").hosts();
    assertThat(east.mirror()).contains("mirror.east-1.aws.example.org");
    assertThat(east.aliases())
        .containsExactly(
            new RegionHosts.Alias(
                "pypi.east-1.example.org", "/pypi", Optional.of(LocalDate.of(2027, 1, 1))),
            new RegionHosts.Alias("old.example.net", "", Optional.empty()),
            new RegionHosts.Alias(
                "files.east-1.aws.example.com", "/pypi/packages", Optional.empty()));
    assertThat(region(configuration, "west-1").hosts().aliases())
        .extracting(RegionHosts.Alias::host)
        .containsExactly("pypi.west-1.example.org", "files.west-1.rax.example.com");
  }

  @Test
  void anEdgeIsKnownByItsNameUnlessItHasAUrl() throws IOException {
    Configuration configuration = load(GOOD);
    assertThat(region(configuration, "east-1").url())
        .contains(URI.create("http://mirror.east-1.aws.example.org"));
    assertThat(region(configuration, "west-1").url())
        .contains(URI.create("http://west.example.net/mirror"));
    assertThat(region(configuration, "south-1").url()).isEmpty();
    String secure = GOOD.replace("domain: example.org", "domain: example.org\n  scheme: https");
    assertThat(region(load(secure), "east-1").url())
        .contains(URI.create("https://mirror.east-1.aws.example.org"));
  }

  @Test
  void withoutTheGroupNoRegionHasAName() throws IOException {
    Configuration configuration = load(GOOD.substring(0, GOOD.indexOf("mirror-hosts")));
    assertThat(region(configuration, "east-1").hosts().mirror()).isEmpty();
    assertThat(region(configuration, "east-1").url()).isEmpty();
  }

  @Test
  void aDayBeginsAtMidnightUtc() {
    var alias = new RegionHosts.Alias("a.b", "", Optional.of(LocalDate.of(2027, 1, 1)));
    assertThat(alias.ended(Instant.parse("2026-12-31T23:59:59.999Z"))).isFalse();
    assertThat(alias.ended(Instant.parse("2027-01-01T00:00:00Z"))).isTrue();
    assertThat(new RegionHosts.Alias("a.b", "", Optional.empty()).ended(Instant.MAX)).isFalse();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "domain: example.org | domain: Example | 13:3: mirror-hosts.domain: 'Example' is not a domain; write something like example.org",
        "domain: example.org | scheme: https | 12:1: mirror-hosts: 'domain' is missing; add 'domain: example.org'",
        "mirror.{region}.{provider}.{domain} | mirror.{regoin}.{domain} | 14:3: mirror-hosts.name: {regoin} stands for nothing; did you mean {region}?",
        "mirror.{region}.{provider}.{domain} | mirror.{zone}.{domain} | 14:3: mirror-hosts.name: {zone} stands for nothing; known are {region}, {provider} and {domain}",
        "mirror.{region}.{provider}.{domain} | mirror.{region}.example.net | 14:3: mirror-hosts.name: does not end in the domain; end it with .{domain}",
        "mirror.{region}.{provider}.{domain} | mirror.{domain} | 12:1: mirror-hosts: 'mirror.example.org' is a name of region east-1 already; put {region} into it",
        "mirror.{region}.{provider}.{domain} | m_.{region}.{domain} | 12:1: mirror-hosts: makes 'm_.east-1.example.org', which is no host name; use small letters",
        "pypi.{region}.{domain} | pypi.{domain} | 16:5: mirror-hosts.aliases.pypi.{domain}: 'pypi.example.org' is a name of region east-1 already; put {region} into it, or let only one region have it",
        "pypi.{region}.{domain} | mirror.{region}.{provider}.{domain} | 16:5: mirror-hosts.aliases.mirror.{region}.{provider}.{domain}: 'mirror.east-1.aws.example.org' is a name of region east-1 already; choose another one",
        "pypi.{region}.{domain} | Pypi.{region}.{domain} | 16:5: mirror-hosts.aliases.Pypi.{region}.{domain}: 'Pypi.{region}.{domain}' is not a host name",
        "pypi.{region}.{domain} | pypi-.{region}.{domain} | 16:5: mirror-hosts.aliases.pypi-.{region}.{domain}: makes 'pypi-.east-1.example.org', which is no host name",
        "to: /pypi/, | to: /pypy/, | mirror-hosts.aliases.pypi.{region}.{domain}.to: 'pypy' is not a tree of this file; did you mean 'pypi'?",
        "to: /pypi/, | to: pypi, | mirror-hosts.aliases.pypi.{region}.{domain}.to: 'pypi' is not a folder with a slash at both ends; write something like /pypi/",
        "to: /pypi/, | to: /pypi/../, | mirror-hosts.aliases.pypi.{region}.{domain}.to: '/pypi/../' is not a folder",
        "until: 2027-01-01 | until: 2027-02-30 | mirror-hosts.aliases.pypi.{region}.{domain}.until: '2027-02-30' is not a day; write something like 2027-01-01",
        "until: 2027-01-01 | until: soon | mirror-hosts.aliases.pypi.{region}.{domain}.until: 'soon' is not a day; write something like 2027-01-01",
        "regions: [east-1] | regions: [eest-1] | 19:17: mirror-hosts.aliases.old.example.net.regions.0: 'eest-1' is not a region of this file; did you mean 'east-1'?",
      })
  void whatIsWrongIsNamedWithItsPlaceAndAFix(String text, String wrong, String expected)
      throws IOException {
    Path file = folder.resolve("entrepot.yaml");
    assertThat(GOOD).contains(text);
    Files.writeString(file, GOOD.replace(text, wrong));
    InvalidConfiguration thrown =
        catchThrowableOfType(InvalidConfiguration.class, () -> ConfigurationFile.load(file));
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage() + thrown.next()).contains(expected);
  }
}
