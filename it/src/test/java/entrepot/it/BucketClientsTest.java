package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.app.cli.EntrepotCommand;
import entrepot.app.command.ExitCode;
import entrepot.app.command.Report;
import entrepot.it.fixture.AptClient;
import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.DnfClient;
import entrepot.it.fixture.FixtureWheel;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.Namespace;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.it.fixture.RpmPlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real package managers install straight from a bucket of a Ceph, from inside of the networks of
 * the policy that {@code entrepot region policy apply} installs; those outside get nothing.
 */
@NeedsCeph
@NeedsNamespaces
@NeedsRpmTools
@NeedsDnf
@NeedsPip
class BucketClientsTest {
  @TempDir private static Path folder;
  private static AptVendor apt;
  private static RpmVendor rpm;
  private static PypiVendor pypi;
  private static Namespace inside;
  private static Namespace outside;
  private static BucketRegion west;

  @BeforeAll
  static void publish() {
    apt =
        AptVendor.in(
            folder.resolve("apt"),
            RepositoryPlan.small().packages(20).architectures(AptClient.architecture()));
    rpm = RpmVendor.in(folder.resolve("rpm"), RpmPlan.small().packages(12));
    pypi = PypiVendor.in(folder.resolve("pypi"), 3);
    pypi.repository.add(FixtureWheel.of("Fix.App", "2.0", "fix-lib>=2"));
    pypi.repository.add(FixtureWheel.of("fix-lib", "2.1"));
    pypi.repository.publish();
    inside = Namespace.create();
    outside = Namespace.create();
    west = new BucketRegion(Ceph.shared(), "west", folder.resolve("keys"));
    Installation installation =
        Installation.in(
            folder.resolve("entrepot"),
            """
            trees:
            %sregions:
            %s    networks: [%s/32]
            steering: {listen: "127.0.0.1:0"}
            upstream: {allow-private: true}
            """
                .formatted(trees(), west.yaml().indent(2), inside.address()));
    String file = installation.file().toString();
    assertThat(EntrepotCommand.run("region", "policy", "apply", "west", "--config", file))
        .as("the policy's installation")
        .isEqualTo(ExitCode.OK);
    for (String tree : List.of(AptVendor.TREE, RpmVendor.TREE, PypiVendor.TREE)) {
      assertThat(installation.sync(tree).releases())
          .extracting(Report.RegionRelease::outcome, Report.RegionRelease::message)
          .as(tree)
          .containsExactly(tuple("released", ""));
    }
  }

  /** On demand, two of them: what is in a bucket is there all the same. */
  private static String trees() {
    return Stream.of(
            apt.configuration("full"),
            rpm.configuration("on-demand"),
            pypi.configuration("on-demand"))
        .map(tree -> tree.indent(2))
        .reduce("", String::concat);
  }

  @AfterAll
  static void stop() {
    west.close();
    outside.close();
    inside.close();
    Stream.of(apt, rpm, pypi).forEach(Vendor::close);
  }

  private static void refused(String path) {
    assertThat(status(outside, path)).as("from outside").isEqualTo("403");
    assertThat(status(inside, path)).as("from inside").isEqualTo("200");
  }

  private static String status(Namespace from, String url) {
    return Ran.command(
            Map.of(),
            from.in(
                List.of("curl", "-s", "-m", "20", "-o", "/dev/null", "-w", "%{http_code}", url)))
        .must()
        .output();
  }

  @Test
  void dnf() {
    String repository = west.treeForNamespaces(RpmVendor.TREE) + RpmVendor.PATH;
    DnfClient client = DnfClient.in(folder.resolve("dnf"), rpm.key, "baseurl=" + repository);
    client.in(inside).install("fixture-00005", "fixture-00007").must();
    assertThat(client.installed("fixture-00005")).contains(rpm.repository.version("fixture-00005"));
    assertThat(client.installed("fixture-00007")).contains(rpm.repository.version("fixture-00007"));

    DnfClient stranger = DnfClient.in(folder.resolve("dnf-2"), rpm.key, "baseurl=" + repository);
    Ran ran = stranger.in(outside).install("fixture-00005");
    assertThat(ran.ok()).isFalse();
    assertThat(ran.output()).contains("403");
    refused(repository + "repodata/repomd.xml");
  }

  @Test
  void apt() {
    String tree = west.treeForNamespaces(AptVendor.TREE);
    String source = AptClient.source(apt.keyring, tree, "stable", "main");
    AptClient client = AptClient.in(folder.resolve("apt-client"), source).in(inside);
    client.update().must();
    // All of them: among their names and versions are all the letters that URLs are odd about.
    String[] all = apt.repository.names().toArray(String[]::new);
    client.install(all).must();
    for (String name : all) {
      assertThat(client.installed(name)).as(name).contains(apt.repository.version(name));
    }

    AptClient stranger = AptClient.in(folder.resolve("apt-2"), source).in(outside);
    Ran ran = stranger.update();
    assertThat(ran.ok()).isFalse();
    assertThat(ran.output()).contains("403");
    refused(tree + AptVendor.IN_RELEASE);
  }

  @Test
  void pip() {
    String index = west.treeForNamespaces(PypiVendor.TREE) + "simple/";
    String host = URI.create(index).getHost();
    PipClient client =
        PipClient.in(folder.resolve("pip"), index, "--trusted-host", host).in(inside);
    client.install("Fix.App").must();
    assertThat(client.installed("fix-app")).contains("2.0");
    assertThat(client.installed("fix-lib")).contains("2.1");

    PipClient stranger =
        PipClient.in(folder.resolve("pip-2"), index, "--trusted-host", host).in(outside);
    assertThat(stranger.install("Fix.App").ok()).isFalse();
    assertThat(stranger.installed("fix-app")).isEmpty();
    refused(index + "fix-app/");
  }
}
