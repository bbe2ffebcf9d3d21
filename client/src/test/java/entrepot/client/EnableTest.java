package entrepot.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code enable} changes in the files of others. */
class EnableTest {
  private static final String REPO = "/etc/yum.repos.d/fedora.repo";
  private static final String LIST = "mirror+file:/etc/apt/mirrors/entrepot-ubuntu.list";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Kit.class)
  void addsTheLocationToStockRepositories(Kit kit) {
    Instance instance = stocked(kit);

    instance.run("enable").must();

    assertThat(instance.read(REPO))
        .isEqualTo(
            Stock.FEDORA.replace(
                "repo=fedora-$releasever&arch=$basearch",
                "repo=fedora-$releasever&arch=$basearch&location=$location"));
    assertThat(instance.read("/etc/yum.repos.d/CentOS-Base.repo"))
        .isEqualTo(Stock.CENTOS_7.replace("&infra=$infra", "&infra=$infra&location=$location"));
    assertThat(instance.read("/etc/yum.repos.d/centos.repo"))
        .isEqualTo(
            Stock.CENTOS_STREAM_9.replace("https,http\n", "https,http&location=$location\n"));
    assertThat(instance.read("/etc/yum.repos.d/epel.repo"))
        .isEqualTo(Stock.EPEL_9.replace("=$contentdir", "=$contentdir&location=$location"));
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void switchesAptToTheMirrorMethod(Kit kit) {
    Instance instance = stocked(kit);

    instance.run("enable").must();

    assertThat(instance.read("/etc/apt/sources.list"))
        .isEqualTo(
            Stock.UBUNTU_LIST
                .replace("\ndeb http://archive.ubuntu.com/ubuntu jammy", "\ndeb " + LIST + " jammy")
                .replace("\ndeb http://archive.ubuntu.com/ubuntu/ ", "\ndeb " + LIST + " ")
                .replace("http://security.ubuntu.com/ubuntu", LIST));
    assertThat(instance.read("/etc/apt/sources.list.d/debian.list")).isEqualTo(Stock.DEBIAN_LIST);
    assertThat(instance.read("/etc/apt/sources.list.d/ubuntu.sources"))
        .isEqualTo(
            Stock.UBUNTU_SOURCES
                .replace("URIs: http://archive.ubuntu.com/ubuntu/", "URIs: " + LIST)
                .replace("uris: http://security.ubuntu.com/ubuntu", "uris: " + LIST)
                .replace("\n http://archive.ubuntu.com/ubuntu", "\n " + LIST));
    assertThat(instance.read("/etc/apt/mirrors/entrepot-ubuntu.list").lines())
        .as("before any zone is known")
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly("http://archive.ubuntu.com/ubuntu/\tpriority:2");
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void aLineThatLookedLikeOursStaysWhenAnotherIsTakenBack(Kit kit) {
    String found =
        "deb %s jammy main\n".formatted(LIST) + "deb http://archive.ubuntu.com/ubuntu jammy main\n";
    Instance instance = new Instance(folder, kit).write("/etc/apt/sources.list", found);

    instance.run("enable").must();
    instance.write("/etc/apt/sources.list", "# new\n" + instance.read("/etc/apt/sources.list"));
    instance.run("remove").must();

    assertThat(instance.read("/etc/apt/sources.list")).isEqualTo("# new\n" + found);
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void isTakenBackToTheByteWithTimeAndMode(Kit kit) throws Exception {
    Instance instance = stocked(kit);
    var time = FileTime.from(Instant.parse("2025-04-15T08:30:00Z"));
    for (String path : Stock.files().keySet()) {
      Files.setPosixFilePermissions(
          instance.path(path), PosixFilePermissions.fromString("rw-r-----"));
      Files.setLastModifiedTime(instance.path(path), time);
    }
    Map<String, String> before = instance.everything();

    instance.run("enable").must();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.path(REPO))))
        .isEqualTo("rw-r-----");
    instance.run("remove").must();

    assertThat(instance.everything()).isEqualTo(before);
    for (String path : Stock.files().keySet()) {
      assertThat(Files.getLastModifiedTime(instance.path(path))).as(path).isEqualTo(time);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.path(path))))
          .isEqualTo("rw-r-----");
    }
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void doesNothingTheSecondTime(Kit kit) throws Exception {
    Instance instance = stocked(kit);
    instance.run("enable").must();
    Map<String, String> enabled = instance.everything();
    Object inode = Files.getAttribute(instance.path(REPO), "unix:ino");

    assertThat(instance.run("enable").must().output()).isEmpty();

    assertThat(instance.everything()).isEqualTo(enabled);
    assertThat(Files.getAttribute(instance.path(REPO), "unix:ino")).isEqualTo(inode);
    instance.run("disable").must();
    Map<String, String> disabled = instance.everything();
    assertThat(instance.run("disable").must().output()).isEmpty();
    assertThat(instance.everything()).isEqualTo(disabled);
  }

  @Test
  void keepsOddLineEndsAndWhatIsNoSingleUrl() {
    String odd =
        """
        [a]\r
        metalink = https://x.example/m\r
        [b]
        mirrorlist=https://x.example/m?repo=b  \t
        [c]
        mirrorlist=
        \thttps://x.example/one?x=1
        [d]
        metalink=https://x.example/m?location=here&repo=d
        [e]
        mirrorlist=file:///etc/mirrors
        [f]
        baseurl=https://x.example/base
          https://x.example/more
        [g]
        metalink=https://x.example/m?
        [h]
        ;metalink=https://x.example/m
        mirrorlist_expire=https://x.example/
        [i]
        metalink=https://x.example/last\
        """;
    Instance instance = new Instance(folder, Kit.DASH_WITH_CURL).write(REPO, odd);

    instance.run("enable").must();

    assertThat(instance.read(REPO))
        .isEqualTo(
            odd.replace(
                    "metalink = https://x.example/m\r",
                    "metalink = https://x.example/m?location=$location\r")
                .replace("repo=b  \t", "repo=b&location=$location  \t")
                .replace("one?x=1", "one?x=1&location=$location")
                .replace(
                    "[g]\nmetalink=https://x.example/m?",
                    "[g]\nmetalink=https://x.example/m?location=$location")
                .replace("/last", "/last?location=$location"));
    instance.run("disable").must();
    assertThat(instance.read(REPO)).isEqualTo(odd);
  }

  @Test
  void leavesLinksBinaryFilesAndOtherRepositoriesAlone() throws Exception {
    Instance instance =
        new Instance(folder, Kit.DASH_WITH_CURL)
            .write("/etc/entrepot/client.conf", "")
            .write("/etc/vendor.repo", Stock.FEDORA)
            .write("/etc/yum.repos.d/vendor.repo", Stock.FEDORA)
            .write("/etc/yum.repos.d/fedora.repo.rpmnew", Stock.FEDORA)
            .write("/etc/yum.repos.d/fedora-binary.repo", Stock.FEDORA + "\0");
    Files.createSymbolicLink(
        instance.path("/etc/yum.repos.d/fedora-linked.repo"), Path.of("../vendor.repo"));
    Map<String, String> before = instance.everything();

    instance.run("enable").must();

    assertThat(instance.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void takesBackOnlyItsOwnLinesOfAFileThatWasChangedSince(Kit kit) {
    Instance instance = stocked(kit);
    String before = "[mine]\nmetalink=https://x.example/m?a=1&location=$location\n" + Stock.FEDORA;
    instance.write(REPO, before);
    instance.run("enable").must();
    instance.write(
        REPO, instance.read(REPO).replace("enabled=0", "enabled=1") + "[more]\nbaseurl=file:/x\n");
    String list = instance.read("/etc/apt/sources.list");
    instance.write(
        "/etc/apt/sources.list", "# changed\n" + list.replace("jammy main", "noble main"));

    Ran ran = instance.run("disable").must();

    assertThat(ran.output()).contains("changed since");
    assertThat(instance.read(REPO))
        .isEqualTo(before.replace("enabled=0", "enabled=1") + "[more]\nbaseurl=file:/x\n");
    assertThat(instance.read("/etc/apt/sources.list"))
        .isEqualTo("# changed\n" + Stock.UBUNTU_LIST.replace("jammy main", "noble main"));
  }

  @Test
  void enablesAFileAgainThatAPackageReplaced() {
    Instance instance = stocked(Kit.DASH_WITH_CURL);
    instance.run("enable").must();
    String newer = Stock.FEDORA.replace("fedora-$releasever", "fedora-next");
    instance.write(REPO, newer);

    instance.run("enable").must();
    assertThat(instance.read(REPO)).contains("repo=fedora-next&arch=$basearch&location=$location");

    instance.run("disable").must();
    assertThat(instance.read(REPO)).isEqualTo(newer);
  }

  @Test
  void doesNotBringBackAFileThatIsGone() throws Exception {
    Instance instance = stocked(Kit.DASH_WITH_CURL);
    instance.run("enable").must();
    Files.delete(instance.path(REPO));

    instance.run("remove").must();

    assertThat(instance.has(REPO)).isFalse();
    assertThat(instance.has(Instance.STATE + "original")).isFalse();
  }

  @Test
  void touchesNoAptWithoutATree() {
    Instance instance = stocked(Kit.DASH_WITH_CURL);
    instance.write("/etc/entrepot/client.conf", "DOMAIN=mirrors.example.org\n");

    instance.run("enable").must();

    assertThat(instance.read("/etc/apt/sources.list")).isEqualTo(Stock.UBUNTU_LIST);
    assertThat(instance.has("/etc/apt/mirrors")).isFalse();
  }

  private Instance stocked(Kit kit) {
    Instance instance = new Instance(folder, kit);
    Stock.files().forEach(instance::write);
    return instance;
  }
}
