package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.FixtureWheel;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.Seen;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A real pip at the edges of an index that is mirrored on demand: what it chooses and fetches. */
@NeedsPip
class PipTest {
  @TempDir private static Path folder;
  private static PypiRoad road;

  /** An application of four versions, of which a plain install takes the second. */
  @BeforeAll
  static void mirror() {
    PypiVendor vendor = PypiVendor.in(folder, 3);
    vendor.repository.add(FixtureWheel.of("Fix.App", "1.0", "fix-lib"));
    vendor.repository.add(FixtureWheel.of("Fix.App", "2.0", "fix-lib>=2"));
    vendor.repository.add(FixtureWheel.of("Fix.App", "3.0", "fix-lib>=2"));
    vendor.repository.add(FixtureWheel.of("Fix.App", "4.0").requiresPython(">=3.99"));
    vendor.repository.add(FixtureWheel.of("fix-lib", "1.0"));
    vendor.repository.add(FixtureWheel.of("fix-lib", "2.0"));
    vendor.repository.add(FixtureWheel.of("fix-lib", "2.1"));
    vendor.index.yank("fix_app-3.0-py3-none-any.whl", "eats <files> & \"homework\"");
    vendor.repository.publish();
    road = new PypiRoad(folder, vendor, "on-demand", Road.More.NOTHING);
    road.installation.sync(TREE);
  }

  @AfterAll
  static void stop() {
    road.close();
  }

  private static PipClient client(TestInfo test) {
    return PipClient.in(
        folder.resolve(test.getTestMethod().orElseThrow().getName()), road.simple("north"));
  }

  @Test
  void installsTheNewestThatIsNeitherYankedNorForAnotherPythonAndWhatItRequires(TestInfo test) {
    PipClient pip = client(test);
    pip.install("fix-app").must();

    assertThat(pip.installed("fix-app")).contains("2.0");
    assertThat(pip.installed("fix-lib")).contains("2.1");
    assertThat(pip.python("import fix_app; print(fix_app.VERSION)").must().output())
        .isEqualTo("2.0\n");
  }

  @Test
  void installsAYankedVersionWhenItIsPinnedAndSaysWhyItWasYanked(TestInfo test) {
    PipClient pip = client(test);
    Ran ran = pip.install("fix-app==3.0").must();

    assertThat(pip.installed("fix-app")).contains("3.0");
    assertThat(ran.output()).contains("eats <files> & \"homework\"");
  }

  @Test
  void listsVersions(TestInfo test) {
    assertThat(client(test).pip("index versions", "fix-lib").must().output())
        .contains("Available versions: 2.1, 2.0, 1.0");
  }

  @Test
  void downloadsWithHashesAndRefusesAnother(TestInfo test) {
    PipClient pip = client(test);
    String app = road.index.sha256("fix_app-2.0-py3-none-any.whl");
    String lib = road.index.sha256("fix_lib-2.0-py3-none-any.whl");
    String form = "fix-app==2.0 --hash=sha256:%s\nfix-lib==2.0 --hash=sha256:%s\n";
    Path right = pip.file("right.txt", form.formatted(app, lib));
    Path wrong = pip.file("wrong.txt", form.formatted(app, app));

    pip.download("--require-hashes", "-r", right.toString()).must();
    assertThat(pip.downloads().resolve("fix_app-2.0-py3-none-any.whl"))
        .hasBinaryContent(road.index.bytes(road.index.path("fix_app-2.0-py3-none-any.whl")));
    assertThat(pip.downloads().resolve("fix_lib-2.0-py3-none-any.whl")).isRegularFile();

    Ran refused = pip.install("--require-hashes", "-r", wrong.toString());
    assertThat(refused.ok()).isFalse();
    assertThat(refused.output()).contains("DO NOT MATCH THE HASHES");
  }

  @Test
  void findsANameThatIsNotNormalised(TestInfo test) {
    PipClient pip = client(test);
    pip.install("FIX__Lib==1.0").must();
    assertThat(pip.installed("fix-lib")).contains("1.0");

    URI asked = URI.create(road.simple("north") + "Fix__Lib/");
    HttpResponse<byte[]> answer = road.browser.get(asked.toString());
    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(answer.headers().firstValue("location").map(asked::resolve))
        .contains(URI.create(road.simple("north") + "fix-lib/"));
    assertThat(road.browser.get(road.simple("north") + "fix-lib").statusCode()).isEqualTo(301);
  }

  @Test
  void resolvesByMetadataAndFetchesNoWheelThatItDoesNotTake(TestInfo test) {
    // Of JSON pages, pip reads core metadata since 23.2; of HTML pages, since 22.3.
    PipClient pip = client(test);
    AccessLog log = new AccessLog(road.installation, "north");
    log.forget();

    pip.install(
            "--no-index",
            "--find-links=" + road.simple("north") + "fix-app/index.html",
            "--find-links=" + road.simple("north") + "fix-lib/index.html",
            // Old pips take the metadata's name for another than a normalised one.
            "Fix.App",
            "fix-lib<2")
        .must();

    assertThat(pip.installed("fix-app")).contains("1.0");
    assertThat(log.tells("fix_app-2.0-py3-none-any.whl.metadata")).isTrue();
    assertThat(log.tells("fix_app-1.0-py3-none-any.whl ")).isTrue();
    assertThat(log.lines())
        .noneMatch(line -> line.contains("fix_app-2.0-py3-none-any.whl "))
        .noneMatch(line -> line.contains("fix_lib-2.1-py3-none-any.whl "));
  }

  @Test
  void fetchesUpstreamOnceAndFromTheStoreAfterwards() {
    road.upstream.forget();
    PipClient.in(folder.resolve("first"), road.simple("north")).install("fixture-00001").must();
    assertThat(road.upstream.seen(Seen.Kind.PACKAGE))
        .extracting(Seen::path)
        .filteredOn(path -> path.endsWith(".whl"))
        .containsExactly("/" + road.projects.path("fixture-00001"));

    road.upstream.forget();
    for (String region : new String[] {"north", "south"}) {
      PipClient pip = PipClient.in(folder.resolve("again-" + region), road.simple(region));
      pip.install("fixture-00001").must();
      assertThat(pip.installed("fixture-00001")).contains(road.projects.version("fixture-00001"));
    }
    assertThat(road.upstream.seen()).isEmpty();
  }
}
