package entrepot.client;

import static entrepot.client.FakeMetadata.Behaviour.BOTH;
import static entrepot.client.FakeMetadata.Behaviour.BROKEN;
import static entrepot.client.FakeMetadata.Behaviour.DRIPPING;
import static entrepot.client.FakeMetadata.Behaviour.ENDLESS;
import static entrepot.client.FakeMetadata.Behaviour.HANGING;
import static entrepot.client.FakeMetadata.Behaviour.NOT_FOUND;
import static entrepot.client.FakeMetadata.Behaviour.REDIRECTING;
import static entrepot.client.FakeMetadata.Behaviour.SLOW;
import static entrepot.client.FakeMetadata.Behaviour.TOKEN_HANGING;
import static entrepot.client.FakeMetadata.Behaviour.TOKEN_WITH_LINE_BREAK;
import static entrepot.client.FakeMetadata.Behaviour.VERSION_1;
import static entrepot.client.FakeMetadata.Behaviour.VERSION_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client at boot, with a metadata service at 169.254.169.254 of a network of its own. */
class MetadataTest {
  /** Two seconds for the service, and what a busy machine takes for the rest. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final String PATH = "GET /latest/meta-data/placement/availability-zone";
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

  private static MetadataService service() {
    return java.util.Objects.requireNonNull(started);
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void writesWhatFollowsFromTheZone(Kit kit) {
    Instance instance =
        new Instance(folder, kit)
            .write("/etc/os-release", "ID=debian\nVERSION_ID=12\n")
            .in(service().does(BOTH, "us-east-1a"));

    instance.run("update").must();

    assertThat(instance.read("/etc/yum/vars/location")).isEqualTo("us-east-1\n");
    assertThat(instance.read("/etc/dnf/vars/location")).isEqualTo("us-east-1\n");
    assertThat(instance.read("/etc/apt/mirrors/entrepot-ubuntu.list").lines())
        .contains(
            "http://mirror.us-east-1.aws.mirrors.example.org/ubuntu/\tpriority:1",
            "http://archive.ubuntu.com/ubuntu/\tpriority:2");
    assertThat(instance.read("/etc/apt/mirrors/entrepot-tools.list").lines())
        .contains("https://packages.example.com/apt/\tpriority:2");
    assertThat(instance.read("/etc/xdg/pip/pip.conf"))
        .contains("index-url = https://mirror.us-east-1.aws.mirrors.example.org/pypi/simple/\n")
        .containsPattern(
            "extra-index-url = https://mirror.us-east-1.aws.mirrors.example.org/wheel/debian-12-[a-z0-9_]+/\n");
    assertThat(instance.litter()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void asksWithATokenWhereItCan(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(BOTH, "us-east-1a"));
    service().requests();

    instance.run("update").must();

    if (kit.tokens()) {
      assertThat(service().requests())
          .containsExactly("PUT /latest/api/token", PATH + " with token");
    } else {
      assertThat(service().requests()).containsExactly(PATH);
    }
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void asksVersion1WithoutAToken(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(VERSION_1, "eu-west-1c\n"));

    instance.run("update").must();

    assertThat(instance.read("/etc/dnf/vars/location")).isEqualTo("eu-west-1\n");
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void asksVersion2AloneWhereItCan(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(VERSION_2, "eu-west-1c"));

    instance.run("update").must();

    assertThat(instance.has("/etc/dnf/vars/location")).isEqualTo(kit.tokens());
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void waitsForASlowService(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(SLOW, "eu-west-1c"));

    instance.run("update").must();

    assertThat(instance.read("/etc/dnf/vars/location")).isEqualTo("eu-west-1\n");
  }

  @ParameterizedTest
  @EnumSource(value = Kit.class)
  void asksWithoutATokenWhereTokensNeverCome(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(TOKEN_HANGING, "eu-west-1c"));

    instance.run("update").must();

    assertThat(instance.read("/etc/dnf/vars/location")).isEqualTo("eu-west-1\n");
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void putsNoTokenIntoAHeaderThatCouldEndIt(Kit kit) {
    Instance instance =
        new Instance(folder, kit).in(service().does(TOKEN_WITH_LINE_BREAK, "eu-west-1c"));
    service().requests();

    instance.run("update").must();

    assertThat(instance.read("/etc/dnf/vars/location")).isEqualTo("eu-west-1\n");
    assertThat(service().requests()).last().isEqualTo(PATH);
  }

  static Stream<Arguments> silences() {
    return Stream.of(Kit.values())
        .flatMap(kit ->
            Stream.of(HANGING, DRIPPING, NOT_FOUND, BROKEN, REDIRECTING)
                .map(behaviour -> Arguments.of(kit, behaviour)));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void writesNothingAndEndsInTimeWhereNoZoneIsTold(Kit kit, FakeMetadata.Behaviour behaviour) {
    Instance instance = new Instance(folder, kit).in(service().does(behaviour, "us-east-1a"));
    Map<String, String> before = instance.everything();
    long start = System.nanoTime();

    Ran ran = instance.run("update").must();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    assertThat(ran.output()).contains("nothing is written");
    assertThat(instance.everything()).isEqualTo(before);
    assertThat(instance.litter()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void writesNothingOutsideACloud(Kit kit) {
    Instance instance = new Instance(folder, kit);
    Map<String, String> before = instance.everything();

    Ran ran = instance.run("update").must();

    assertThat(ran.output()).contains("no zone from http://169.254.169.254");
    assertThat(instance.everything()).isEqualTo(before);
    assertThat(Files.exists(instance.path("/var"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void writesNothingWhereTheAddressRefuses(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(BOTH, "us-east-1a"));
    Map<String, String> before = instance.everything();

    instance.run("--metadata", "http://169.254.169.254:82", "update").must();

    assertThat(instance.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void saysThatItCannotAskWithoutAnHttpClient(Kit kit) {
    Instance instance = new Instance(folder, kit, false).in(service().does(BOTH, "us-east-1a"));

    assertThat(instance.run("update").must().output()).contains("neither curl, wget nor nc");
    assertThat(instance.has("/etc/dnf/vars")).isFalse();
  }

  static Stream<Arguments> lies() {
    var lies =
        Map.ofEntries(
            Map.entry("nothing", ""),
            Map.entry("a page", "<!DOCTYPE html>\n<html><body>Please log in</body></html>"),
            Map.entry("a way out", "../../x"),
            Map.entry("two lines", "us-east-1a\nus-west-2b\n"),
            Map.entry("two ends", "us-east-1a\n\n"),
            Map.entry("a network's line end", "us-east-1a\r\n"),
            Map.entry("a null byte", "us-east-1a\0"),
            Map.entry("a null byte within", "us-\0east-1a"),
            Map.entry("a blank first", " us-east-1a"),
            Map.entry("capitals", "US-EAST-1A"),
            Map.entry("a command", "$(touch /tmp/x)"),
            Map.entry("an option of sed", "a|e id|"),
            Map.entry("33 characters", "us-east-1-" + "a".repeat(23)),
            Map.entry("umlauts", "\u00fcs-east-1a"),
            Map.entry("a megabyte", "us-east-1a".repeat(100_000)),
            Map.entry("no zone of the provider", "nova"));
    return Stream.of(Kit.values())
        .flatMap(kit ->
            lies.entrySet().stream().map(lie -> Arguments.of(kit, lie.getKey(), lie.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("lies")
  void believesNothingThatIsNoZone(Kit kit, String name, String lie) {
    Instance instance = new Instance(folder, kit).in(service().does(BOTH, lie));
    Map<String, String> before = instance.everything();

    Ran ran = instance.run("update");

    // What is far too long is cut off before it is read, which is no answer at all.
    assertThat(ran.exit()).as(ran.output()).isEqualTo(lie.length() > 4_096 ? 0 : 4);
    assertThat(ran.output()).contains("nothing is written").doesNotContain("html");
    assertThat(instance.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void readsNoMoreThanAFewKilobytesOfAnEndlessAnswer(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(ENDLESS, "us-east-1a"));
    Map<String, String> before = instance.everything();

    instance.run("update").must();

    assertThat(instance.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void changesNothingWhenItRunsAgain(Kit kit) throws Exception {
    Instance instance = new Instance(folder, kit).in(service().does(BOTH, "us-east-1a"));
    instance.run("update").must();
    Path location = instance.path("/etc/dnf/vars/location");
    Path list = instance.path("/etc/apt/mirrors/entrepot-ubuntu.list");
    Object inode = Files.getAttribute(location, "unix:ino");
    Object listInode = Files.getAttribute(list, "unix:ino");
    Object time = Files.getLastModifiedTime(location);
    Map<String, String> before = instance.everything();

    Ran again = instance.run("update").must();

    assertThat(again.output()).isEmpty();
    assertThat(Files.getAttribute(location, "unix:ino")).isEqualTo(inode);
    assertThat(Files.getAttribute(list, "unix:ino")).isEqualTo(listInode);
    assertThat(Files.getLastModifiedTime(location)).isEqualTo(time);
    assertThat(instance.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kit.class)
  void followsAnImageIntoAnotherRegionAndKeepsWhatItKnewWhenNothingIsTold(Kit kit) {
    Instance instance = new Instance(folder, kit).in(service().does(BOTH, "us-east-1a"));
    instance.run("update").must();

    service().does(BOTH, "us-west-2-lax-1a");
    instance.run("update").must();
    assertThat(instance.read("/etc/yum/vars/location")).isEqualTo("us-west-2\n");
    assertThat(instance.read("/etc/apt/mirrors/entrepot-ubuntu.list")).contains("us-west-2.aws");

    service().does(NOT_FOUND, "");
    instance.run("update").must();
    assertThat(instance.read("/etc/yum/vars/location")).isEqualTo("us-west-2\n");
  }
}
