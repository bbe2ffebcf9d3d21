package entrepot.collect.pypi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.SyncResult;
import entrepot.collect.Withdrawn;
import entrepot.collect.python.DistributionName.Kind;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.VersionSpecifiers;
import entrepot.kit.Digest;
import entrepot.kit.http.MemorySink;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of a project's files is carried, and when it is fetched. */
class PypiPolicyTest extends PypiFixture {
  private static FileChoice only(
      int newest, boolean preReleases, List<String> platforms, List<String> pythons) {
    return new FileChoice(
        newest,
        false,
        Map.of(),
        preReleases,
        platforms,
        pythons,
        Set.of(Kind.values()),
        OptionalLong.empty(),
        Optional.empty());
  }

  private void file(String project, String name) {
    index.file(project, name, name, "");
  }

  @Test
  void fullHasEveryFile() {
    index.wheel("alpha", "1.0", "content");
    policy = PypiPolicy.FULL;
    sync();
    assertThat(distribution("alpha-1.0-py3-none-any.whl").state()).isEqualTo(State.PRESENT);
    assertThat(distribution("alpha-1.0-py3-none-any.whl.metadata").state())
        .isEqualTo(State.PRESENT);
    assertThat(store.manifests().summary(root()).lazy()).isZero();

    index.wheel("alpha", "2.0", "more");
    sync();
    assertThat(index.asked)
        .containsExactlyInAnyOrder(
            "simple/",
            "simple/alpha/",
            "files/alpha-2.0-py3-none-any.whl",
            "files/alpha-2.0-py3-none-any.whl.metadata");
  }

  @Test
  void aWrongFileIsMissingAndTriedAgain() {
    index.wheel("alpha", "1.0", "content").wheel("beta", "1.0", "b");
    byte[] right = index.files.put("files/alpha-1.0-py3-none-any.whl", "CONTENT".getBytes(UTF_8));
    policy = PypiPolicy.FULL;
    SyncResult result = sync();
    assertThat(reasons(result)).hasSize(1);
    assertThat(distribution("alpha-1.0-py3-none-any.whl").state()).isEqualTo(State.MISSING);
    assertThat(distribution("beta-1.0-py3-none-any.whl").state()).isEqualTo(State.PRESENT);

    index.files.put("files/alpha-1.0-py3-none-any.whl", right);
    assertThat(sync().quarantined()).isEmpty();
    assertThat(distribution("alpha-1.0-py3-none-any.whl").state()).isEqualTo(State.PRESENT);
    assertThat(index.asked).contains("simple/ 304").doesNotContain("simple/alpha/");
  }

  @Test
  void metadataLeavesTheFilesWhereTheyAre() {
    index.wheel("alpha", "1.0", "content");
    policy = PypiPolicy.METADATA;
    sync();
    assertThat(distributions())
        .containsExactly("packages/alpha/alpha-1.0-py3-none-any.whl.metadata");
    assertThat(distribution("alpha-1.0-py3-none-any.whl.metadata").state())
        .isEqualTo(State.PRESENT);
    String at = index.base().resolve("/files/alpha-1.0-py3-none-any.whl").toString();
    assertThat(text("simple/alpha/index.v1_json")).contains("\"url\":\"" + at + "\"");
    assertThat(text("simple/alpha/index.html")).contains("href=\"" + at + "#sha256=");
  }

  @Test
  void aLazyFileIsFetchedFromWhereThePageSaid() {
    index.wheel("alpha", "1.0", "content");
    sync();
    MemorySink sink = new MemorySink();
    source().lazyFetch(upstream).fetch(distribution("alpha-1.0-py3-none-any.whl"), sink);
    assertThat(new String(sink.content(), UTF_8)).isEqualTo("content");
  }

  @Test
  void anotherPolicyLooksAtEveryProjectAgain() {
    index.wheel("alpha", "1.0", "content").wheel("beta", "1.0", "b");
    sync();
    policy = PypiPolicy.FULL;
    sync();
    assertThat(index.asked).contains("simple/", "simple/alpha/", "simple/beta/");
    assertThat(store.manifests().summary(root()).lazy()).isZero();
    policy = PypiPolicy.ON_DEMAND;
    sync();
    assertThat(distribution("alpha-1.0-py3-none-any.whl").state()).isEqualTo(State.LAZY);
  }

  @Test
  void removedFilesGoOrStay() {
    index.wheel("alpha", "1.0", "one").wheel("alpha", "2.0", "two");
    sync();
    index.removeFile("alpha", "alpha-1.0-py3-none-any.whl");
    removals = Removals.KEEP;
    sync();
    Digest kept = root();
    assertThat(distributions()).contains("packages/alpha/alpha-1.0-py3-none-any.whl");
    assertThat(text("simple/alpha/index.v1_json")).contains("alpha-1.0-py3-none-any.whl");
    assertThat(distribution("alpha-1.0-py3-none-any.whl").text(4).orElseThrow())
        .startsWith(index.base().resolve("/files/").toString());
    index.touch("alpha");
    sync();
    assertThat(distributions()).contains("packages/alpha/alpha-1.0-py3-none-any.whl");
    assertThat(root()).isNotEqualTo(kept);

    removals = Removals.FOLLOW;
    sync();
    assertThat(distributions()).noneMatch(name -> name.contains("alpha-1.0"));
  }

  @Test
  void wheelsAreChosenByTheirTags() {
    file("alpha", "alpha-1.0.tar.gz");
    file("alpha", "alpha-1.0-py2.py3-none-any.whl");
    file("alpha", "alpha-1.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");
    file("alpha", "alpha-1.0-cp311-cp311-macosx_11_0_arm64.whl");
    file("alpha", "alpha-1.0-cp39-cp39-manylinux_2_17_x86_64.whl");
    files = only(0, true, List.of("manylinux*_x86_64"), List.of("cp311", "py3"));
    sync();
    assertThat(distributions())
        .containsExactlyInAnyOrder(
            "packages/alpha/alpha-1.0.tar.gz",
            "packages/alpha/alpha-1.0-py2.py3-none-any.whl",
            "packages/alpha/alpha-1.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");
  }

  @Test
  void theNewestVersionsAndWhatIsNewer() {
    for (String version : List.of("1.0", "1.5rc1", "2.0", "2.1", "3.0b1", "3.0b2", "10.0.dev1")) {
      file("alpha", "alpha-%s.tar.gz".formatted(version));
    }
    for (String version : List.of("0.1a1", "0.1a2", "0.1a3")) {
      file("beta", "beta-%s.tar.gz".formatted(version));
    }
    files = only(2, true, List.of(), List.of());
    sync();
    assertThat(distributions())
        .containsExactlyInAnyOrder(
            "packages/alpha/alpha-2.0.tar.gz",
            "packages/alpha/alpha-2.1.tar.gz",
            "packages/alpha/alpha-3.0b2.tar.gz",
            "packages/alpha/alpha-10.0.dev1.tar.gz",
            "packages/beta/beta-0.1a2.tar.gz",
            "packages/beta/beta-0.1a3.tar.gz");

    files = only(1, false, List.of(), List.of());
    sync();
    assertThat(distributions()).containsExactly("packages/alpha/alpha-2.1.tar.gz");
    assertThat(text("simple/beta/index.v1_json")).contains("\"files\":[]");
  }

  @Test
  void kindsSizesAgesAndSpecifiers() {
    index.file("alpha", "alpha-1.0.tar.gz", "x".repeat(100), "");
    index.file("alpha", "alpha-1.1.tar.gz", "x", "\"upload-time\": \"2020-01-01T00:00:00Z\"");
    index.file("alpha", "alpha-1.2.tar.gz", "x", "\"upload-time\": \"2026-11-01T00:00:00Z\"");
    index.file("alpha", "alpha-1.2-py3-none-any.whl", "x", "");
    index.file("alpha", "alpha-1.2.exe", "x", "");
    index.file("beta", "beta-1.0.tar.gz", "x", "");
    index.file("beta", "beta-2.0.tar.gz", "x", "");
    files =
        new FileChoice(
            0,
            false,
            Map.of(ProjectName.of("beta"), VersionSpecifiers.of(">=2")),
            true,
            List.of(),
            List.of(),
            Set.of(Kind.WHEEL, Kind.SDIST),
            OptionalLong.of(50),
            Optional.of(Duration.ofDays(365)));
    sync();
    assertThat(distributions())
        .containsExactlyInAnyOrder(
            "packages/alpha/alpha-1.2.tar.gz",
            "packages/alpha/alpha-1.2-py3-none-any.whl",
            "packages/beta/beta-2.0.tar.gz");
  }

  @Test
  void requirementsFilesNameProjectsAndTheirVersions() throws Exception {
    for (String project : List.of("alpha", "beta", "gamma")) {
      index.wheel(project, "1.0", "1").wheel(project, "2.0", "2");
    }
    java.nio.file.Path constraints = temporary.resolve("upper-constraints.txt");
    Files.writeString(
        constraints,
        "Alpha===1.0;python_version=='3.9'\nalpha===2.0;python_version>='3.10'\nbeta===2.0  # why\n");
    projects = new ProjectChoice(false, List.of(), Set.of(), List.of(constraints));
    sync();
    assertThat(distributions()).hasSize(8).noneMatch(name -> name.contains("gamma"));

    files =
        new FileChoice(
            0,
            true,
            Map.of(),
            true,
            List.of(),
            List.of(),
            Set.of(Kind.values()),
            OptionalLong.empty(),
            Optional.empty());
    sync();
    assertThat(distributions())
        .contains(
            "packages/alpha/alpha-1.0-py3-none-any.whl", "packages/beta/beta-2.0-py3-none-any.whl")
        .doesNotContain("packages/beta/beta-1.0-py3-none-any.whl");

    Files.writeString(constraints, "beta===1.0\n");
    sync();
    assertThat(distributions())
        .containsExactly(
            "packages/beta/beta-1.0-py3-none-any.whl",
            "packages/beta/beta-1.0-py3-none-any.whl.metadata");
  }

  @Test
  void anUnreadableRequirementsFileStopsTheRun() {
    projects =
        new ProjectChoice(false, List.of(), Set.of(), List.of(temporary.resolve("nowhere.txt")));
    org.assertj.core.api.Assertions.assertThatThrownBy(this::sync)
        .isInstanceOf(RequirementsUnreadable.class)
        .hasMessageContaining("nowhere.txt");
  }

  @Test
  void whatIsRevokedIsNamedByNoPageUntilItIsAllowedAgain() {
    index.wheel("alpha", "1.0", "one").wheel("alpha", "2.0", "two").wheel("beta", "1.0", "b");
    sync();
    Entry byContent = distribution("beta-1.0-py3-none-any.whl");
    Entry byPath = distribution("alpha-2.0-py3-none-any.whl");
    withdrawn = new Withdrawn(Set.of(byPath.path()), Set.of(byContent.sha256().orElseThrow()));

    sync();

    assertThat(index.asked)
        .containsExactlyInAnyOrder("simple/ 304", "simple/alpha/", "simple/beta/");
    assertThat(distributions())
        .containsExactly(
            "packages/alpha/alpha-1.0-py3-none-any.whl",
            "packages/alpha/alpha-1.0-py3-none-any.whl.metadata");
    assertThat(text("simple/alpha/index.html")).doesNotContain("alpha-2.0");
    assertThat(text("simple/beta/index.v1_json")).contains("\"files\":[]");
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(index.asked).containsExactly("simple/ 304");

    withdrawn = Withdrawn.NOTHING;
    sync();
    assertThat(distributions()).hasSize(6);
    sync();
    assertThat(index.asked).containsExactly("simple/ 304");
  }

  @Test
  void filesGrowTooOldWithoutAChangeUpstream() {
    index.file("alpha", "alpha-1.0.tar.gz", "x", "\"upload-time\": \"2026-01-01T00:00:00Z\"");
    index.file("beta", "beta-1.0.tar.gz", "x", "\"upload-time\": \"2026-11-01T00:00:00Z\"");
    files =
        new FileChoice(
            0,
            false,
            Map.of(),
            true,
            List.of(),
            List.of(),
            Set.of(Kind.values()),
            OptionalLong.empty(),
            Optional.of(Duration.ofDays(365)));
    sync();
    now = now.plus(Duration.ofDays(60));
    sync();
    assertThat(index.asked).containsExactly("simple/ 304", "simple/alpha/");
    assertThat(distributions()).containsExactly("packages/beta/beta-1.0.tar.gz");
    now = now.plusSeconds(60);
    sync();
    assertThat(index.asked).containsExactly("simple/ 304");
  }
}
