package entrepot.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration and the command line. */
class ConfigurationTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Kit.class)
  void isReadAndNeverRun(Kit kit) {
    Instance instance =
        new Instance(folder, kit).write("/etc/entrepot/client.conf", "DOMAIN=$(touch /tmp/x)\n");

    Ran ran = instance.run("status");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.output()).contains("client.conf, line 1: DOMAIN wants a domain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DOMAIN=.example.org",
        "DOMAIN=a..b",
        "DOMAIN=a/b",
        "DOMAIN=UPPER.example",
        "DOMAIN=a b",
        "DOMAIN=x\r",
        "PROVIDER=",
        "PROVIDER=a.b",
        "STEERING=ftp://x",
        "STEERING=https://x/a|b",
        "METADATA=https://x",
        "METADATA=http://x/y",
        "METADATA=http://-o",
        "METADATA=http://",
        "WRITE=yum apk",
        "PLATFORM=",
        "PLATFORM=Debian",
        "PLATFORM=debian 12",
        "PLATFORM=debian|x",
        "PLATFORM=../x",
        "PLATFORM=-x",
        "REPOS=../x.repo",
        "ZONE=a",
        "ZONE=a b c",
        "ZONE=a B",
        "APT=ubuntu",
        "APT=ubuntu http://",
        "APT=UB http://x.example/y",
        "APT=ubuntu http://x/y&z",
        "OTHER=1",
        " DOMAIN=a",
        "export DOMAIN=a",
        "DOMAIN",
        "\u00ff"
      })
  void refusesALineThatIsNotRight(String line) {
    Instance instance = instance("# first\n\n" + line);

    Ran ran = instance.run("enable");

    assertThat(ran.exit()).as(ran.output()).isEqualTo(3);
    assertThat(ran.output()).contains("client.conf, line 3: ");
  }

  @Test
  void readsEveryKey() {
    Instance instance =
        instance(
            """
            # all of them
            DOMAIN=mirrors.example.org
            PROVIDER=openstack
            STEERING=https://mirrors.example.org/
            METADATA=http://[fd00:ec2::254]:80
            WRITE=yum dnf
            REPOS=*.repo
            ZONE=nova-* fra1
            APT=ubuntu http://archive.ubuntu.com/ubuntu\
            """);

    assertThat(instance.run("status").must().output())
        .contains("domain:   mirrors.example.org\nprovider: openstack\n")
        .contains("metadata: http://[fd00:ec2::254]:80\nwrites:   yum dnf\n");
  }

  @Test
  void worksWithoutAFile() throws Exception {
    Instance instance = instance("");
    java.nio.file.Files.delete(instance.path("/etc/entrepot/client.conf"));

    assertThat(instance.run("status").must().output()).contains("domain:   (none)");
  }

  @Test
  void doesNotKeepARemovalFromTakingBack() {
    Instance instance = instance("").write("/etc/yum.repos.d/fedora.repo", Stock.FEDORA);
    instance.run("enable").must();
    instance.write("/etc/entrepot/client.conf", "nonsense\n");

    instance.run("remove").must();

    assertThat(instance.read("/etc/yum.repos.d/fedora.repo")).isEqualTo(Stock.FEDORA);
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1a, us-east-1",
    "us-gov-west-1b, us-gov-west-1",
    "ap-southeast-2c, ap-southeast-2",
    "us-west-2-lax-1a, us-west-2",
    "us-east-1-wl1-bos-wlz-1, us-east-1",
    "lab-1a, lab-1",
    "nova-fra1-2, fra1",
    "nova, ''",
    "us-east-1, ''",
    "us-east-1aa, ''",
    "-1a, ''"
  })
  void givesEachZoneItsRegion(String zone, String region) {
    String program =
        ". src/main/root/usr/lib/entrepot-client/conf.sh;"
            + ". src/main/root/usr/lib/entrepot-client/region.sh;"
            + "set -f; PROVIDER=aws; ZONES=' nova-fra1-* fra1'; region_of \"$1\" || :";
    for (Kit kit : Kit.values()) {
      var command = new java.util.ArrayList<>(kit.shell());
      command.addAll(List.of("-c", program, "sh", zone));
      assertThat(Ran.command(command.toArray(String[]::new)).must().output().strip())
          .as("%s under %s", zone, kit)
          .isEqualTo(region);
    }
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    Instance instance = instance("");

    for (List<String> wrong :
        List.of(
            List.<String>of(),
            List.of("upgrade"),
            List.of("--fast", "status"),
            List.of("status", "enable"),
            List.of("--metadata"),
            List.of("--metadata", "http://x/../y", "status"),
            List.of("--root", "/nowhere/at/all", "status"))) {
      Ran ran = instance.run(wrong.toArray(String[]::new));
      assertThat(ran.exit()).as("%s said %s", wrong, ran.output()).isEqualTo(2);
      assertThat(ran.output()).contains("usage: entrepot-client");
    }
    assertThat(instance.run("--help").must().output()).contains("exit codes");
    assertThat(instance.run("--version").must().output()).isEqualTo("development\n");
  }

  @Test
  void showsWhatIsEnabledAndWhatWasChangedSince() {
    Instance instance =
        instance("")
            .write("/etc/yum.repos.d/fedora.repo", Stock.FEDORA)
            .write("/etc/yum.repos.d/epel.repo", Stock.EPEL_9);
    instance.run("enable").must();
    instance.write("/etc/yum.repos.d/epel.repo", "");

    String status = instance.run("status").must().output();

    assertThat(status.lines())
        .anyMatch(line -> line.startsWith("enabled: ") && line.endsWith("/fedora.repo"))
        .anyMatch(
            line -> line.startsWith("enabled: ") && line.endsWith("epel.repo (changed since)"));
  }

  private Instance instance(String configuration) {
    return new Instance(folder, Kit.DASH_WITH_CURL)
        .write("/etc/entrepot/client.conf", configuration);
  }
}
