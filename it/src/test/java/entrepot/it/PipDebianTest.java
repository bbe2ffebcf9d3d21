package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.DebianPythonPackages;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.Seen;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pip and real packages: sources are built with what the same edge serves. */
@NeedsDebianPython
class PipDebianTest {
  private static final DebianPythonPackages DEBIAN = DebianPythonPackages.fetched();

  @TempDir Path folder;

  private PypiRoad road(String policy) {
    return road(policy, PypiVendor.in(folder, 0));
  }

  private PypiRoad road(String policy, PypiVendor vendor) {
    Stream.concat(DEBIAN.sdists().stream(), DEBIAN.wheels().stream()).forEach(vendor.index::add);
    vendor.index.publish();
    PypiRoad road = new PypiRoad(folder, vendor, policy, Road.More.NOTHING);
    Report.Synced synced = road.installation.sync(TREE);
    assertThat(synced.quarantined()).isEmpty();
    return road;
  }

  private static String hashed(PypiRoad road, String project) {
    String version = DEBIAN.version(project);
    String sha256 = road.index.sha256(project + "-" + version + ".tar.gz");
    return "%s==%s --hash=sha256:%s\n".formatted(project, version, sha256);
  }

  private static void installsTemplatesWithHashes(PypiRoad road, PipClient pip) {
    Path requirements =
        pip.file("requirements.txt", hashed(road, "Jinja2") + hashed(road, "MarkupSafe"));
    pip.install("--require-hashes", "-r", requirements.toString()).must();

    Ran rendered =
        pip.python(
            "import jinja2, markupsafe._speedups;"
                + " print(jinja2.Template('<{{ x | e }}>').render(x='<real>'))");
    assertThat(rendered.must().output()).isEqualTo("<&lt;real&gt;>\n");
  }

  @Test
  void buildsAndInstallsFromAnEdgeThatFetchesWhatItIsAskedFor() {
    try (PypiRoad road = road("on-demand")) {
      assertThat(road.upstream.seen(Seen.Kind.PACKAGE))
          .noneMatch(seen -> !seen.path().endsWith(".metadata"), "no file yet");

      installsTemplatesWithHashes(
          road, PipClient.in(folder.resolve("client"), road.simple("north")));

      List<String> fetched =
          road.upstream.seen(Seen.Kind.PACKAGE).stream()
              .map(seen -> seen.path().substring(seen.path().lastIndexOf('/') + 1))
              .filter(name -> !name.endsWith(".metadata"))
              .toList();
      assertThat(fetched)
          .as("what is installed, and what builds it: each once")
          .doesNotHaveDuplicates()
          .hasSize(4)
          .anyMatch(name -> name.startsWith("setuptools-"))
          .anyMatch(name -> name.startsWith("wheel-"));
    }
  }

  @Test
  void installsFromAFullMirrorOfASimpleServerThatIsGone() {
    PypiVendor vendor = PypiVendor.in(folder, 0);
    vendor.python.speakHtmlOnly();
    vendor.python.sendNoSerials();
    try (PypiRoad road = road("full", vendor)) {
      road.upstream.fault(".", new Fault.Status(503));
      PipClient pip = PipClient.in(folder.resolve("client"), road.simple("south"));

      pip.install("LAZR_uri").must();

      assertThat(pip.installed("lazr.uri")).contains(DEBIAN.version("lazr.uri"));
      road.readThrough("south", 60);
    }
  }
}
