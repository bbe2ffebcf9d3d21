package entrepot.client;

import static entrepot.client.FakeMetadata.Behaviour.BOTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What update may write, and what it leaves to others. */
class OwnershipTest {
  private static final String LOCATION = "/etc/dnf/vars/location";
  private static final String PIP = "/etc/xdg/pip/pip.conf";
  private static @Nullable MetadataService started;

  @TempDir Path folder;

  @BeforeAll
  static void network() {
    assumeTrue(MetadataService.possible(), "no network namespaces here (root has them)");
    started = new MetadataService();
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void told() {
    service().does(BOTH, "us-east-1a");
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void removesWhatItWroteAndTheFoldersOnTheWay(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service());
    Map<String, String> before = instance.everything();
    instance.run("update").must();
    assertThat(instance.everything()).isNotEqualTo(before);

    instance.run("remove").must();

    assertThat(instance.everything()).isEqualTo(before);
    assertThat(instance.path(Instance.STATE)).isEmptyDirectory();
  }

  @Test
  void leavesTheFilesOfOthers() {
    Instance instance =
        instance().write(PIP, "[global]\nindex-url = https://mine\n").write(LOCATION, "office\n");

    Ran ran = instance.run("update").must();
    instance.run("remove").must();

    assertThat(ran.output()).contains("pip.conf is not ours").contains("location is not ours");
    assertThat(instance.read(PIP)).isEqualTo("[global]\nindex-url = https://mine\n");
    assertThat(instance.read(LOCATION)).isEqualTo("office\n");
  }

  @Test
  void leavesAtRemovalWhatWasChangedSince() {
    Instance instance = instance();
    instance.run("update").must();
    instance.write(LOCATION, "office\n");

    instance.run("remove").must();

    assertThat(instance.read(LOCATION)).isEqualTo("office\n");
    assertThat(instance.has("/etc/yum/vars")).isFalse();
  }

  @Test
  void followsNoLinkInThePlaceOfAFile() throws Exception {
    Instance instance = instance().write("/etc/shadow", "secret\n");
    Files.createDirectories(instance.path(LOCATION).getParent());
    Files.createSymbolicLink(instance.path(LOCATION), Path.of("../../shadow"));
    Files.createDirectories(instance.path(PIP));

    Ran ran = instance.run("update");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.output()).contains("is a link or no file");
    assertThat(instance.read("/etc/shadow")).isEqualTo("secret\n");
    assertThat(Files.isSymbolicLink(instance.path(LOCATION))).isTrue();
    assertThat(instance.path(PIP)).isEmptyDirectory();
    assertThat(instance.read("/etc/yum/vars/location")).isEqualTo("us-east-1\n");
  }

  @Test
  void leavesNoRootByALink() throws Exception {
    Instance instance = instance();
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createDirectories(instance.path("/etc/yum"));
    Files.createSymbolicLink(instance.path("/etc/yum/vars"), outside);

    assertThat(instance.run("update").exit()).isEqualTo(1);

    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void sharesTheFolderThatTheDistributionLinked() throws Exception {
    Instance instance = instance();
    Files.createDirectories(instance.path("/etc/dnf/vars"));
    Files.createDirectories(instance.path("/etc/yum"));
    Files.createSymbolicLink(instance.path("/etc/yum/vars"), Path.of("../dnf/vars"));

    instance.run("update").must();
    assertThat(instance.read(LOCATION)).isEqualTo("us-east-1\n");
    service().does(BOTH, "eu-west-1a");
    instance.run("update").must();
    assertThat(instance.read(LOCATION)).isEqualTo("eu-west-1\n");
    instance.run("remove").must();

    assertThat(instance.path("/etc/dnf/vars")).isEmptyDirectory();
  }

  @Test
  void goesOnWhereItWasKilled() {
    Instance instance = instance();
    instance.run("update").must();
    // As if killed after the file and before its record, and while a file was being written.
    instance.write(Instance.STATE + "written" + LOCATION + ".next", "ap-south-1\n");
    instance.write(LOCATION, "ap-south-1\n");
    instance.write("/etc/dnf/vars/.entrepot-client.new", "us-ea");

    instance.run("update").must();

    assertThat(instance.read(LOCATION)).isEqualTo("us-east-1\n");
    assertThat(instance.has("/etc/dnf/vars/.entrepot-client.new")).isFalse();
    instance.run("remove").must();
    assertThat(instance.has(LOCATION)).isFalse();
  }

  @Test
  void keepsTheMirrorListThatASourceStillNames() {
    Instance instance = instance();
    instance.run("update").must();
    String mine = "deb mirror+file:/etc/apt/mirrors/entrepot-ubuntu.list noble main\n";
    instance.write("/etc/apt/sources.list.d/mine.list", mine);

    instance.run("remove").must();

    assertThat(instance.has("/etc/apt/mirrors/entrepot-ubuntu.list")).isTrue();
    assertThat(instance.has("/etc/apt/mirrors/entrepot-tools.list")).isFalse();
  }

  @Test
  void takesTheAdministratorsTemplates() {
    Instance instance =
        instance()
            .write(
                "/etc/entrepot/templates/apt.list",
                "http://@ZONE@.@DOMAIN@/@TREE@ priority:1\n@STEERING@/x\n");

    instance.run("update").must();

    assertThat(instance.read("/etc/apt/mirrors/entrepot-ubuntu.list"))
        .isEqualTo("http://us-east-1a.mirrors.example.org/ubuntu priority:1\n");
  }

  @Test
  void refusesATemplateThatNamesWhatThereIsNot() {
    Instance instance = instance().write("/etc/entrepot/templates/pip.conf", "x = @HOSTNAME@\n");

    Ran ran = instance.run("update");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.output()).contains("@HOSTNAME@".substring(0, 1)).contains("none of @REGION@");
    assertThat(instance.has(PIP)).isFalse();
    assertThat(instance.has(LOCATION)).isTrue();
  }

  @Test
  void writesOnlyForToolsThatAreThereAndAskedFor() throws Exception {
    Instance instance = instance().write("/etc/entrepot/client.conf", "WRITE=yum apt\n");
    Files.delete(instance.path("/etc/yum.repos.d"));

    instance.run("update").must();

    assertThat(instance.has("/etc/yum")).isFalse();
    assertThat(instance.has("/etc/dnf/vars")).isFalse();
    assertThat(instance.has("/etc/apt/mirrors")).isFalse();
    assertThat(instance.has("/etc/xdg")).isFalse();
  }

  private Instance instance() {
    return new Instance(folder, Kit.DASH_WITH_CURL).in(service());
  }

  private static MetadataService service() {
    return Objects.requireNonNull(started);
  }
}
