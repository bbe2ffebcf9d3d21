package entrepot.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.GatewayLog;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.RepositoryPlan;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release asks a bucket for, counted in the gateway's log; and what is there afterwards. */
@NeedsCeph
class BucketReleaseTest {
  private static final int PACKAGES = 200;
  private static final List<String> ODD =
      List.of(
          "a+b~c.txt", "with space.txt", "sub folder/päckchen 日本.txt", "50%.txt", "x&y=z;#.txt");

  @TempDir Path folder;
  private final Ceph ceph = Ceph.shared();
  private final Browser browser = new Browser();
  private AptVendor vendor;
  private BucketRegion west;
  private Installation installation;

  @BeforeEach
  void start() throws IOException {
    vendor = AptVendor.in(folder, RepositoryPlan.small().packages(PACKAGES));
    Files.createDirectories(folder.resolve("odd/sub folder"));
    for (String name : ODD) {
      Files.writeString(folder.resolve("odd").resolve(name), "content of " + name);
    }
    west = new BucketRegion(ceph, "west", folder.resolve("keys"));
    west.readableFrom("127.0.0.0/8");
    installation = installation(west.yaml());
  }

  private Installation installation(String region) {
    String trees =
        vendor.configuration("full") + "odd: {kind: files, folder: ../odd, release: automatic}\n";
    return Installation.in(
        folder.resolve("entrepot"),
        """
        trees:
        %sregions:
        %ssteering: {listen: "127.0.0.1:0"}
        upstream: {allow-private: true}
        """
            .formatted(trees.indent(2), region.indent(2)));
  }

  @AfterEach
  void stop() {
    browser.close();
    west.close();
    vendor.close();
  }

  private Report.RegionRelease sync(String tree) {
    List<Report.RegionRelease> releases = installation.sync(tree).releases();
    assertThat(releases).hasSize(1);
    return releases.getFirst();
  }

  private List<GatewayLog.Request> asked(Runnable act) {
    return ceph.log().during("/" + west.bucket, act);
  }

  /** What a target means, below the prefix; query and escapes are gone. */
  private String path(GatewayLog.Request request) {
    String path = URI.create(request.target()).getPath();
    String below = "/" + west.bucket + "/" + west.prefix();
    return path.startsWith(below) ? path.substring(below.length()) : "";
  }

  private Set<String> written(List<GatewayLog.Request> requests) {
    return requests.stream()
        .filter(request -> request.method().equals("PUT"))
        .map(this::path)
        .filter(path -> !path.startsWith(".entrepot/"))
        .collect(Collectors.toSet());
  }

  private Set<String> changed(Map<String, String> before) {
    Map<String, String> after = new TreeMap<>(west.objects());
    after.entrySet().removeAll(before.entrySet());
    return after.keySet();
  }

  private void served(String tree, String path, byte[] content) {
    assertThat(browser.bytes(west.tree(tree) + path)).as(path).isEqualTo(content);
  }

  @Test
  void withoutChangeNoObjectIsAskedFor() {
    assertThat(sync(vendor.tree()).outcome()).isEqualTo("released");
    assertThat(west.objects()).hasSizeGreaterThan(PACKAGES);

    List<GatewayLog.Request> requests =
        asked(() -> assertThat(sync(vendor.tree()).outcome()).isEqualTo("unchanged"));

    assertThat(requests).as("head and intent").hasSizeLessThanOrEqualTo(4);
    assertThat(requests)
        .allSatisfy(each -> assertThat(each.method()).isIn("GET", "HEAD"))
        .allSatisfy(each -> assertThat(path(each)).startsWith(".entrepot/"));
  }

  @Test
  void ofAPercentChangedOnlyThatIsPutAndRollbackIsTheSameByDiff() {
    sync(vendor.tree());
    byte[] former = vendor.published();
    Map<String, String> before = west.objects();
    int packages = vendor.repository.change(1).size();
    vendor.repository.publish();

    List<GatewayLog.Request> requests =
        asked(() -> assertThat(sync(vendor.tree()).outcome()).isEqualTo("released"));

    Set<String> changed = changed(before);
    assertThat(changed).filteredOn(path -> path.contains("/pool/")).hasSize(packages);
    assertThat(written(requests)).as("objects that were put").isEqualTo(changed);
    assertThat(requests).as("no LIST").noneMatch(each -> each.target().contains("list-type"));
    assertThat(requests).hasSizeLessThan(3 * changed.size() + 12);
    served(vendor.tree(), vendor.entryPoint(), vendor.published());

    Map<String, String> later = west.objects();
    List<GatewayLog.Request> back =
        asked(() ->
            assertThat(installation.rollback(vendor.tree()).releases())
                .extracting(Report.RegionRelease::outcome)
                .containsExactly("released"));

    served(vendor.tree(), vendor.entryPoint(), former);
    assertThat(written(back)).isSubsetOf(changed).isNotEmpty();
    assertThat(changed(later)).isSubsetOf(written(back));
    assertThat(west.objects()).containsAllEntriesOf(before);
  }

  @Test
  void namesAreWhatTheyAreForEveryClient() {
    assertThat(sync("odd").outcome()).isEqualTo("released");

    assertThat(west.objects().keySet())
        .containsExactlyInAnyOrderElementsOf(ODD.stream().map(name -> "odd/" + name).toList());
    for (String name : ODD) {
      byte[] content = ("content of " + name).getBytes(UTF_8);
      String escaped = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("%2F", "/");
      served("odd", escaped, content);
      String url = west.tree("odd") + escaped;
      assertThat(Ran.command("wget", "--quiet", "--output-document=-", url).must().output())
          .isEqualTo("content of " + name);
    }
  }

  @Test
  void theKeyOfAnotherRegionIsRefused() {
    sync(vendor.tree());
    Map<String, String> before = west.objects();
    try (BucketRegion east = new BucketRegion(ceph, "east", folder.resolve("keys"))) {
      installation = installation(west.yaml(east));
      vendor.repository.change(2);
      vendor.repository.publish();

      Report.RegionRelease release = sync(vendor.tree());

      assertThat(release.outcome()).isEqualTo("failed");
      assertThat(release.message()).contains(west.bucket);
      assertThat(west.objects()).isEqualTo(before);
    }
  }
}
