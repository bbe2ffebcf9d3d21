package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.app.command.Report;
import entrepot.it.fixture.Fault;
import entrepot.kit.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Python index that is broken or hostile. What is wrong with one project is contained there and
 * reported: it stays as it was, and all else goes on. What is wrong with the list of all ends the
 * run, and the former snapshot goes on being served.
 */
class PypiHostileTest {
  private static final int PROJECTS = 8;
  private static final String VICTIM = "fixture-00003";
  private static final String VICTIMS_PAGE = "/simple/" + VICTIM + "/$";
  private static final String BYSTANDER = "fixture-00005";

  @TempDir Path folder;
  private PypiRoad road;
  private String formerPage = "";
  private byte[] formerList = {};

  @BeforeEach
  void mirrorWhatIsGood() {
    road = new PypiRoad(folder, PROJECTS, "full");
    assertThat(road.installation.sync(TREE).quarantined()).isEmpty();
    formerPage = road.page("north", VICTIM);
    formerList = road.servedEntryPoint("north");
    road.projects.change(List.of(VICTIM, BYSTANDER));
  }

  @AfterEach
  void stop() {
    road.close();
  }

  @Test
  void aPageOfAMillionFiles() {
    road.projects.publish();
    StringBuilder page = new StringBuilder("{\"meta\":{\"api-version\":\"1.3\"},\"name\":\"");
    page.append(VICTIM).append("\",\"versions\":[],\"files\":[");
    for (int i = 0; i < 1_000_000; i++) {
      page.append(i == 0 ? "" : ",")
          .append("{\"filename\":\"x-%d.zip\",\"url\":\"x\",\"hashes\":{}}".formatted(i));
    }
    road.upstream.fault(VICTIMS_PAGE, replaced(page.append("]}").toString()));
    assertThat(contained()).contains("more than", "files");
  }

  @Test
  void aPageThatIsNestedWithoutEnd() {
    road.projects.publish();
    road.upstream.fault(VICTIMS_PAGE, replaced("{\"files\":" + "[".repeat(1_000_000)));
    assertThat(contained()).contains(VICTIM);
  }

  @Test
  void aPageThatEndsInTheMiddle() {
    road.projects.publish();
    road.upstream.fault(VICTIMS_PAGE, new Fault.Truncate(100));
    assertThat(contained()).contains(VICTIM);
  }

  @Test
  void anEndlessPage() {
    road.projects.publish();
    road.upstream.fault(VICTIMS_PAGE, new Fault.Endless());
    assertThat(contained()).contains("more than");
  }

  @Test
  void aPageThatStalls() {
    road.projects.publish();
    road.upstream.fault(VICTIMS_PAGE, new Fault.Stall(100));
    assertThat(contained()).contains("no byte came for 2 s");
  }

  @Test
  void aPageThatLeadsToTheCloudsMetadata() {
    road.projects.publish();
    road.upstream.fault(VICTIMS_PAGE, new Fault.Redirect("http://169.254.169.254/latest/"));
    assertThat(contained()).contains("169.254.169.254", "link-local");
  }

  @Test
  void aPageOfAnotherProject() {
    road.index.edit(VICTIM, page -> page.replace("\"" + VICTIM + "\"", "\"" + BYSTANDER + "\""));
    road.projects.publish();
    assertThat(contained()).contains(VICTIM, BYSTANDER);
  }

  @Test
  void aPageOlderThanTheListSays() {
    byte[] stale = road.projects.bytes("simple/" + VICTIM + "/page.json");
    road.projects.publish();
    road.upstream.fault(VICTIMS_PAGE, new Fault.Replace(stale));
    road.upstream.fault(VICTIMS_PAGE, new Fault.NoValidators());
    assertThat(contained()).contains(VICTIM, "serial");

    road.upstream.heal();
    assertThat(road.installation.sync(TREE).quarantined()).isEmpty();
    assertThat(road.page("north", VICTIM)).contains("fixture_00003-2.0");
  }

  @Test
  void namesThatClimbOut() {
    String wheel = "fixture_00003-2.0-py3-none-any.whl";
    road.index.edit(
        VICTIM, page -> page.replace("\"" + wheel + "\"", "\"../../../../" + wheel + "\""));
    road.index.editList(
        list -> list.replace("\"projects\":[", "\"projects\":[{\"name\":\"../../evil\"},"));
    road.projects.publish();

    Report.Synced synced = road.installation.sync(TREE);

    assertThat(reasons(synced)).contains("left out").contains("../");
    assertThat(road.page("north", VICTIM)).doesNotContain("..%2f").doesNotContain(wheel);
    assertThat(road.page("north", BYSTANDER)).contains("fixture_00005-2.0");
    assertThat(text(road.servedEntryPoint("north"))).doesNotContain("evil");
    road.readThrough("south", 0);
  }

  @Test
  void scriptInHtml() {
    String script = "\\\"><script>alert(1)</script>";
    road.index.edit(
        VICTIM,
        page ->
            page.replace("\"requires-python\":null", "\"requires-python\":\"" + script + "\"")
                .replace("\"yanked\":false", "\"yanked\":\"" + script + "\""));
    road.projects.publish();

    road.installation.sync(TREE);

    String html = text(road.served("north", "simple/" + VICTIM + "/index.html"));
    assertThat(html).contains("fixture_00003-").doesNotContain("<script");
    assertThat(road.page("north", BYSTANDER)).contains("fixture_00005-2.0");
    road.readThrough("north", 20);
  }

  @Test
  void aFileWithAnotherHashThanItsPageSays() {
    road.projects.publish();
    road.upstream.fault("fixture_00003-2.0.*whl$", new Fault.Corrupt(300));

    assertThat(notReleased()).contains("fixture_00003-2.0", "sha256");

    road.upstream.heal();
    assertThat(road.installation.sync(TREE).missing()).isZero();
    assertThat(road.page("north", VICTIM)).contains("fixture_00003-2.0");
    road.readThrough("north", 20);
  }

  @Test
  void aFileAtTheCloudsMetadata() {
    road.index.edit(VICTIM, page -> page.replace("../../files/", "http://169.254.169.254/latest/"));
    road.projects.publish();

    assertThat(notReleased()).contains("fixture_00003-2.0", "169.254.169.254");
  }

  @Test
  void aSerialThatGoesBackwards() {
    byte[] before = road.projects.bytes("simple/page.json");
    road.projects.publish();
    road.installation.sync(TREE);
    byte[] list = road.servedEntryPoint("north");
    road.upstream.fault("/simple/$", new Fault.Replace(before));
    road.upstream.fault("/simple/$", new Fault.NoValidators());

    Report.Synced synced = road.installation.sync(TREE);

    assertThat(reasons(synced)).contains("serial");
    assertThat(road.servedEntryPoint("north")).isEqualTo(list);
    assertThat(road.page("north", VICTIM)).contains("fixture_00003-2.0");
    road.readThrough("north", 20);
  }

  @Test
  void aListThatEndsInTheMiddle() {
    road.projects.publish();
    road.upstream.fault("/simple/$", new Fault.Truncate(100));
    assertThat(failure()).contains("/simple/");
  }

  @Test
  void aListThatBreaksOff() {
    road.projects.publish();
    road.upstream.fault("/simple/$", new Fault.Drop(100));
    assertThat(failure()).contains("/simple/", "after 100 bytes");
  }

  @Test
  void aListThatLeadsToTheCloudsMetadata() {
    road.projects.publish();
    road.upstream.fault("/simple/$", new Fault.Redirect("http://169.254.169.254/latest/"));
    assertThat(failure()).contains("169.254.169.254", "link-local");
  }

  @Test
  void aListThatIsSomethingElse() {
    road.projects.publish();
    road.upstream.fault("/simple/$", replaced("<html><h1>It works!</h1></html>"));
    assertThat(failure()).contains("/simple/");
  }

  @Test
  void anIndexThatIsDown() {
    road.upstream.fault(".", new Fault.Status(503));
    assertThat(failure()).contains("/simple/", "503");
  }

  @Test
  void anIndexThatLostMostOfItsProjects() {
    road.projects.remove(PROJECTS / 2 + 1);
    road.projects.publish();
    assertThat(failure()).contains(TREE, "shrank");
  }

  /** Syncs; the victim must be as before, all else as it is published; what was reported. */
  private String contained() {
    Report.Synced synced = road.installation.sync(TREE);
    assertThat(synced.outcome()).isEqualTo("changed");
    assertThat(synced.quarantined())
        .hasSize(1)
        .allMatch(each -> each.path().contains(VICTIM), "names the victim");
    for (String region : List.of("north", "south")) {
      assertThat(road.page(region, VICTIM)).isEqualTo(formerPage);
      assertThat(road.page(region, BYSTANDER)).contains("fixture_00005-2.0");
      road.readThrough(region, 20);
    }
    return synced.quarantined().getFirst().path() + ": " + reasons(synced);
  }

  /** Syncs; one more file is missing than the tree tolerates; what was reported. */
  private String notReleased() {
    Report.Synced synced = road.installation.sync(TREE);
    assertThat(synced.missing()).isPositive();
    assertThat(synced.releases())
        .hasSize(2)
        .allMatch(each -> each.outcome().equals("failed"), "not released")
        .allMatch(each -> each.message().contains("missing"), "says why");
    assertThat(road.servedEntryPoint("north")).isEqualTo(formerList);
    road.readThrough("south", 20);
    return reasons(synced);
  }

  /** Syncs, expects it to fail, and that all is served as before; the error's message. */
  private String failure() {
    Failure failure = catchThrowableOfType(Failure.class, () -> road.installation.sync(TREE));
    assertThat(failure).as("the sync ends in an error").isNotNull();
    assertThat(failure.next()).as("what to do next").isNotBlank();
    assertThat(road.servedEntryPoint("north")).isEqualTo(formerList);
    assertThat(road.servedEntryPoint("south")).isEqualTo(formerList);
    road.readThrough("north", 20);
    assertThat(road.installation.snapshots(TREE)).hasSize(1);
    return String.valueOf(failure.getMessage());
  }

  private static String reasons(Report.Synced synced) {
    StringBuilder all = new StringBuilder();
    synced
        .quarantined()
        .forEach(each -> all.append(each.path()).append(": ").append(each.reason()).append('\n'));
    return all.toString();
  }

  private static Fault replaced(String page) {
    return new Fault.Replace(page.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
