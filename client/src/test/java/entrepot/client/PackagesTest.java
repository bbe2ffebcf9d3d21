package entrepot.client;

import static entrepot.client.FakeMetadata.Behaviour.BOTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both packages, installed, upgraded and removed by the real package managers. */
class PackagesTest {
  private static final String CLIENT = "/usr/sbin/entrepot-client";
  private static final String CONF = "/etc/entrepot/client.conf";
  private static final String REPO = "/etc/yum.repos.d/fedora.repo";
  private static final String LIST = "/etc/apt/sources.list";
  private static final String SETTINGS =
      "DOMAIN=mirrors.example.org\nAPT=ubuntu http://archive.ubuntu.com/ubuntu\n";
  private static @Nullable MetadataService started;

  @TempDir Path folder;
  private PrivateRoot root;
  private Map<String, String> before;

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
  void system() throws IOException {
    root =
        new PrivateRoot(Files.createDirectory(folder.resolve("root")))
            .in(Objects.requireNonNull(started).does(BOTH, "us-east-1a"))
            .write(REPO, Stock.FEDORA)
            .write(LIST, Stock.UBUNTU_LIST);
    before = root.everything();
  }

  @Test
  void dpkgInstallsUpgradesAndRemovesWithoutATrace() throws IOException {
    dpkg("--install", DebPackage.write(kit("0.1.0-SNAPSHOT"), folder).toString());
    assertThat(dpkg("--verify", "entrepot-client").output()).isEmpty();
    assertThat(root.has("/etc/dnf/vars")).as("asked at installation").isFalse();
    assertThat(root.inside(CLIENT, "--version").must().output()).isEqualTo("0.1.0~snapshot\n");

    use();

    dpkg("--force-confold", "--install", DebPackage.write(kit("0.1.0"), folder).toString());
    stillInUse();
    assertThat(root.inside(CLIENT, "--version").must().output()).isEqualTo("0.1.0\n");

    dpkg("--remove", "entrepot-client");
    var left = new TreeMap<>(root.everything());
    left.keySet()
        .removeAll(
            java.util.Set.of("/etc/entrepot", CONF, "/etc/init.d", "/etc/init.d/entrepot-client"));
    assertThat(left).as("left but for configuration").isEqualTo(before);

    dpkg("--purge", "entrepot-client");
    assertThat(root.everything()).isEqualTo(before);
    assertThat(root.read("/var/lib/dpkg/status")).doesNotContain("entrepot");
  }

  @Test
  void dpkgPurgesAtOnce() throws IOException {
    dpkg("--install", DebPackage.write(kit("0.1.0"), folder).toString());
    use();

    dpkg("--purge", "entrepot-client");

    assertThat(root.everything()).isEqualTo(before);
  }

  @Test
  void rpmInstallsUpgradesAndRemovesWithoutATrace() throws IOException {
    rpm("--install", RpmPackage.write(kit("0.1.0-SNAPSHOT"), folder).toString());
    assertThat(rpm("--verify", "entrepot-client").output()).isEmpty();
    assertThat(root.has("/etc/dnf/vars")).as("asked at installation").isFalse();
    assertThat(root.inside(CLIENT, "--version").must().output()).isEqualTo("0.1.0~snapshot\n");

    use();

    rpm("--upgrade", RpmPackage.write(kit("0.1.0"), folder).toString());
    stillInUse();
    assertThat(root.read(CONF)).isEqualTo(SETTINGS);
    assertThat(root.inside(CLIENT, "--version").must().output()).isEqualTo("0.1.0\n");

    rpm("--erase", "entrepot-client");
    var left = new TreeMap<>(root.everything());
    assertThat(left.remove(CONF + ".rpmsave"))
        .as("what the administrator wrote")
        .isEqualTo(SETTINGS);
    // rpm keeps the folder of a kept file, and folders that no package owns here.
    left.keySet().removeIf(path -> folder(path) && !before.containsKey(path));
    assertThat(left).isEqualTo(before);
    assertThat(root.has("/var/lib/entrepot-client")).isFalse();
  }

  @Test
  void rpmRemovesAConfigurationThatNobodyTouched() throws IOException {
    rpm("--install", RpmPackage.write(kit("0.1.0"), folder).toString());

    rpm("--erase", "entrepot-client");

    assertThat(root.has("/etc/entrepot")).isFalse();
    assertThat(root.has("/usr/lib/entrepot-client")).isFalse();
  }

  @Test
  void theSameSourcesGiveTheSameBytes() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));

    assertThat(DebPackage.write(kit("0.1.0"), first))
        .hasSameBinaryContentAs(DebPackage.write(kit("0.1.0"), second));
    assertThat(RpmPackage.write(kit("0.1.0"), first))
        .hasSameBinaryContentAs(RpmPackage.write(kit("0.1.0"), second));
  }

  @Test
  void theRpmsOwnDigestsHold() throws IOException {
    Path rpm = RpmPackage.write(kit("0.1.0"), folder);

    assertThat(root.outside("rpm", "--checksig", "--verbose", rpm.toString()).must().output())
        .contains("Payload SHA256 digest: OK")
        .contains("Header SHA256 digest: OK");
  }

  private void use() {
    root.write(CONF, SETTINGS);
    root.inside(CLIENT, "enable").must();
    root.inside(CLIENT, "update").must();
    stillInUse();
  }

  private void stillInUse() {
    assertThat(root.read(REPO)).contains("&location=$location\n");
    assertThat(root.read(LIST)).contains("deb mirror+file:/etc/apt/mirrors/entrepot-ubuntu.list ");
    assertThat(root.read("/etc/dnf/vars/location")).isEqualTo("us-east-1\n");
    assertThat(root.read("/etc/apt/mirrors/entrepot-ubuntu.list"))
        .contains("http://mirror.us-east-1.aws.mirrors.example.org/ubuntu/\tpriority:1\n");
  }

  private Ran dpkg(String... arguments) {
    return manager("dpkg", "--root=" + root.path(), "--force-depends", arguments);
  }

  private Ran rpm(String... arguments) {
    return manager("rpm", "--root=" + root.path(), "--nodeps", arguments);
  }

  private Ran manager(String program, String where, String dependencies, String... arguments) {
    var command = new java.util.ArrayList<String>();
    command.add(program);
    command.add(where);
    if (program.equals("rpm")) {
      command.addAll(java.util.List.of("--define", "_dbpath /var/lib/rpm"));
    }
    if (program.equals("rpm") || !arguments[0].equals("--verify")) {
      command.add(dependencies);
    }
    command.addAll(java.util.List.of(arguments));
    return root.outside(command.toArray(String[]::new)).must();
  }

  private boolean folder(String path) {
    return Files.isDirectory(root.path().resolve(path.substring(1)));
  }

  private static ClientKit kit(String version) {
    return new ClientKit(
        Path.of("src/main").toAbsolutePath(), version, Instant.parse("2026-01-01T00:00:00Z"));
  }
}
