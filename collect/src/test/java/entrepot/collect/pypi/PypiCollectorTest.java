package entrepot.collect.pypi;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PypiCollectorTest extends PypiFixture {
  private void three() {
    index
        .wheel("alpha", "1.0", "a one")
        .wheel("beta", "1.0", "b one")
        .wheel("beta", "2.0", "b two");
    index.wheel("gamma-ray", "0.1", "g");
  }

  @Test
  void aProjectBecomesThreePagesAndLazyFiles() {
    three();
    SyncResult result = sync();

    assertThat(result).isInstanceOf(SyncResult.Collected.class);
    assertThat(result.quarantined()).isEmpty();
    assertThat(paths())
        .contains(
            "simple/index.html",
            "simple/index.v1_html",
            "simple/index.v1_json",
            "simple/gamma-ray/index.html",
            "simple/gamma-ray/index.v1_html",
            "simple/gamma-ray/index.v1_json");
    Entry wheel = distribution("beta-2.0-py3-none-any.whl");
    String hash = Digest.sha256Of("b two".getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
    assertThat(wheel.path())
        .hasToString("packages/beta/" + hash.substring(0, 12) + "/beta-2.0-py3-none-any.whl");
    assertThat(wheel.state()).isEqualTo(State.LAZY);
    assertThat(wheel.role()).isEqualTo(Role.PAYLOAD);
    assertThat(wheel.size()).isEqualTo(5);
    assertThat(wheel.digests()).containsExactly(Digest.sha256(hash));
    assertThat(wheel.mtime()).isEqualTo(Instant.parse("2025-03-01T10:00:00Z").getEpochSecond());
    assertThat(wheel.text(Extension.LOCATOR))
        .contains(index.base().resolve("/files/beta-2.0-py3-none-any.whl").toString());
    assertThat(wheel.text(Extension.MEDIA_TYPE)).contains("application/octet-stream");
    Entry metadata = distribution("beta-2.0-py3-none-any.whl.metadata");
    assertThat(metadata.text(Extension.LOCATOR))
        .contains(index.base().resolve("/files/beta-2.0-py3-none-any.whl.metadata").toString());
    assertThat(metadata.text(Extension.MEDIA_TYPE)).contains("text/plain");
    assertThat(metadata.sha256()).isPresent();
  }

  @Test
  void pagesAreOursAndLinkWithinTheTree() {
    three();
    sync();

    String path = distribution("beta-2.0-py3-none-any.whl").path().toString();
    assertThat(text("simple/beta/index.v1_json"))
        .contains(
            "\"url\":\"../../" + path + "\"",
            "\"requires-python\":\">=3.9\"",
            "\"_last-serial\":1003")
        .doesNotContain("127.0.0.1");
    assertThat(text("simple/beta/index.html"))
        .contains("href=\"../../" + path + "#sha256=", "data-requires-python=\"&gt;=3.9\"")
        .isEqualTo(text("simple/beta/index.v1_html"));
    assertThat(text("simple/index.v1_json"))
        .contains("{\"_last-serial\":1001,\"name\":\"alpha\"}", "gamma-ray");
    assertThat(text("simple/index.html")).contains("<a href=\"gamma-ray/\">gamma-ray</a>");
    assertThat(entry("simple/index.v1_json").role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(entry("simple/beta/index.v1_json").role()).isEqualTo(Role.INDEX);
    assertThat(entry("simple/beta/index.v1_json").text(Extension.MEDIA_TYPE))
        .contains("application/vnd.pypi.simple.v1+json");
    assertThat(entry("simple/beta/index.v1_html").text(Extension.MEDIA_TYPE))
        .contains("application/vnd.pypi.simple.v1+html");
    assertThat(entry("simple/beta/index.html").text(Extension.MEDIA_TYPE)).contains("text/html");
  }

  @Test
  void noChangeCostsOneConditionalRequest() {
    three();
    sync();
    Digest first = root();

    now = now.plusSeconds(900);
    SyncResult again = sync();

    assertThat(again).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(again.traffic().requests()).isEqualTo(1);
    assertThat(index.asked).containsExactly("simple/ 304");
    assertThat(root()).isEqualTo(first);
  }

  @Test
  void onlyChangedProjectsAreAskedFor() {
    three();
    sync();
    long aged = entry("simple/beta/index.html").mtime();

    index.wheel("alpha", "1.1", "a two");
    now = now.plusSeconds(900);
    sync();

    assertThat(index.asked).containsExactly("simple/", "simple/alpha/");
    assertThat(distributions()).contains("packages/alpha/alpha-1.1-py3-none-any.whl");
    assertThat(entry("simple/beta/index.html").mtime()).isEqualTo(aged);
    assertThat(entry("simple/alpha/index.html").mtime()).isEqualTo(now.getEpochSecond());
    assertThat(text("simple/index.v1_json")).contains("{\"_last-serial\":1005,\"name\":\"alpha\"}");
  }

  @Test
  void anEditedTreeIsWhatAFirstSyncWouldMake() {
    three();
    sync();
    index.wheel("alpha", "1.1", "a two");
    index.removeFile("beta", "beta-1.0-py3-none-any.whl");
    index.projects.remove("gamma-ray");
    index.wheel("delta", "1", "d");
    sync();
    Digest edited = root();

    parent = java.util.Optional.empty();
    sync();

    assertThat(root()).isEqualTo(edited);
    assertThat(distributions())
        .containsExactly(
            "packages/alpha/alpha-1.0-py3-none-any.whl",
            "packages/alpha/alpha-1.0-py3-none-any.whl.metadata",
            "packages/alpha/alpha-1.1-py3-none-any.whl",
            "packages/alpha/alpha-1.1-py3-none-any.whl.metadata",
            "packages/beta/beta-2.0-py3-none-any.whl",
            "packages/beta/beta-2.0-py3-none-any.whl.metadata",
            "packages/delta/delta-1-py3-none-any.whl",
            "packages/delta/delta-1-py3-none-any.whl.metadata");
  }

  @Test
  void namedProjectsNeedNoListAndAreAskedConditionally() {
    three();
    projects =
        new ProjectChoice(false, List.of(), names("Beta", "gamma_ray", "nowhere"), List.of());
    sync();
    assertThat(index.asked)
        .containsExactlyInAnyOrder("simple/beta/", "simple/gamma-ray/", "simple/nowhere/ 404");
    assertThat(notes).anyMatch(note -> note.contains("no project 'nowhere'"));
    assertThat(text("simple/index.v1_json")).contains("beta", "gamma-ray").doesNotContain("alpha");

    SyncResult again = sync();
    assertThat(again).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(index.asked)
        .containsExactlyInAnyOrder(
            "simple/beta/ 304", "simple/gamma-ray/ 304", "simple/nowhere/ 404");

    index.wheel("beta", "3.0", "b three");
    sync();
    assertThat(index.asked)
        .containsExactlyInAnyOrder("simple/beta/", "simple/gamma-ray/ 304", "simple/nowhere/ 404");
    assertThat(distributions()).contains("packages/beta/beta-3.0-py3-none-any.whl");
  }

  @Test
  void lostHintsOnlyCostBodies() {
    three();
    projects = new ProjectChoice(false, List.of(), names("alpha", "beta"), List.of());
    sync();
    Digest first = root();
    store
        .backend()
        .list(entrepot.store.backend.Area.HINTS, info -> store.backend().remove(info.key()));

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(index.asked).containsExactlyInAnyOrder("simple/alpha/", "simple/beta/");
    assertThat(root()).isEqualTo(first);
    sync();
    assertThat(index.asked).containsExactlyInAnyOrder("simple/alpha/ 304", "simple/beta/ 304");
  }

  @Test
  void anIndexWithoutSerialsIsAskedForEachProject() {
    index.serials = false;
    three();
    sync();
    assertThat(text("simple/index.v1_json")).doesNotContain("_last-serial");

    index.wheel("beta", "3.0", "b three");
    sync();

    assertThat(index.asked)
        .containsExactlyInAnyOrder(
            "simple/ 304", "simple/alpha/ 304", "simple/beta/", "simple/gamma-ray/ 304");
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void anIndexThatSpeaksOnlyHtmlIsRead() {
    index.json = false;
    three();
    sync();

    assertThat(index.accepted)
        .allMatch(accept ->
            accept.startsWith("application/vnd.pypi.simple.v1+json")
                && accept.contains("text/html"));
    Entry wheel = distribution("beta-2.0-py3-none-any.whl");
    assertThat(wheel.size()).isEqualTo(Entry.UNKNOWN_SIZE);
    assertThat(text("simple/beta/index.v1_json")).contains("\"requires-python\":\">=3.9\"");
  }

  @Test
  void prefixesAndDeniedNamesChooseFromTheList() {
    three();
    index.wheel("betamax", "1", "x");
    projects = new ProjectChoice(false, List.of("bet"), names("alpha"), List.of());
    denied = names("betamax");
    sync();

    assertThat(index.asked).containsExactlyInAnyOrder("simple/", "simple/alpha/", "simple/beta/");
    assertThat(text("simple/index.html")).contains("alpha", "beta").doesNotContain("betamax");
    assertThat(text("simple/index.v1_json")).doesNotContain("betamax");
  }

  @Test
  void anotherChoiceOfProjectsTakesAndRemovesOnlyThose() {
    three();
    projects = new ProjectChoice(false, List.of("b"), names("alpha"), List.of());
    sync();
    projects = new ProjectChoice(false, List.of("b"), names("gamma-ray"), List.of());
    sync();

    assertThat(index.asked).containsExactly("simple/", "simple/gamma-ray/");
    assertThat(distributions()).noneMatch(name -> name.contains("alpha"));
    assertThat(find("simple/alpha/index.html")).isEmpty();
  }

  @Test
  void aDeniedProjectGoesWithTheNextRun() {
    three();
    sync();
    denied = names("beta");
    removals = Removals.KEEP;
    sync();
    assertThat(paths()).noneMatch(path -> path.contains("beta"));
  }

  @Test
  void withdrawnProjectsGoOrStay() {
    three();
    sync();
    index.projects.remove("alpha");
    index.serial++;
    sync();
    assertThat(paths()).noneMatch(path -> path.contains("alpha"));

    removals = Removals.KEEP;
    sync();
    index.projects.remove("beta");
    index.serial++;
    sync();
    assertThat(distributions()).contains("packages/beta/beta-1.0-py3-none-any.whl");
    assertThat(text("simple/index.html")).contains("beta");
  }
}
