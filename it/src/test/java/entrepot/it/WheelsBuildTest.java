package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.it.fixture.DebianPythonPackages;
import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.PythonUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wheels of real packages, from an index to the pip of a client. */
@NeedsDebianPython
class WheelsBuildTest {
  private static final Duration LONG = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private DebianPythonPackages debian;
  private PythonUpstream upstream;
  private Path constraints;

  @BeforeEach
  void serve() {
    debian = DebianPythonPackages.fetched();
    upstream = debian.serve(folder.resolve("upstream"));
    constraints = folder.resolve("upper-constraints.txt");
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void aConstraintsFileBecomesAnIndexThatPipInstallsFrom() {
    write(debian.constraints());
    Installation installation = installation("", 2);
    installation.sync("pypi");

    Report.WheelsBuilt first = build(installation);
    assertThat(outcomes(first)).allMatch(line -> line.endsWith(" built"));
    assertThat(first.wheels()).hasSize(DebianPythonPackages.projects().size());
    assertThat(wheel(first, "markupsafe").libraries()).containsExactly("libc.so.6");
    assertThat(wheel(first, "markupsafe").policy()).startsWith("manylinux_2_");
    assertThat(wheel(first, "jinja2").policy()).isEqualTo("any");

    upstream.http().forget();
    Report.WheelsBuilt second = build(installation);
    assertThat(second.outcome()).isEqualTo("unchanged");
    assertThat(outcomes(second)).allMatch(line -> line.endsWith(" reused"));
    assertThat(upstream.http().seen()).isEmpty();

    try (ReplicaEdges edges = new ReplicaEdges(installation)) {
      PipClient pip =
          PipClient.in(
              folder.resolve("client"),
              edges.trees("wheel").getFirst() + WheelBuilder.PLATFORM + "/");
      List<String> arguments = new ArrayList<>(List.of("--only-binary=:all:"));
      arguments.addAll(List.of("-c", pip.file("constraints.txt", debian.constraints()).toString()));
      List<String> projects = new ArrayList<>(DebianPythonPackages.projects());
      // It wants setuptools, of which the index has a wheel: so there is none here.
      projects.remove("lazr.uri");
      arguments.addAll(projects);
      pip.install(arguments.toArray(String[]::new)).must();
      pip.install("--no-deps", "lazr.uri").must();
      for (String project : DebianPythonPackages.projects()) {
        assertThat(pip.installed(project)).as(project).contains(debian.version(project));
      }
      pip.python("import cbor, jinja2, markupsafe._speedups, netifaces").must();
    }
  }

  @Test
  void aBrokenPackageChangesNothingThatIsServedUnlessItIsTolerated() {
    Path sdists = folder.resolve("sdists");
    upstream.index().add(HandMadeSdist.in(sdists, "good", "1.0", ""));
    upstream.index().add(HandMadeSdist.in(sdists, "frail", "1.0", ""));
    upstream.index().publish();
    write("good===1.0\nfrail===1.0\n");
    Installation installation = installation("", 2);
    installation.sync("pypi");
    assertThat(outcomes(build(installation))).containsExactly("frail 1.0 built", "good 1.0 built");

    upstream.index().add(HandMadeSdist.in(sdists, "good", "1.1", ""));
    upstream.index().add(HandMadeSdist.in(sdists, "frail", "2.0", "raise ValueError('no header')"));
    upstream.index().publish();
    installation.sync("pypi");
    write("good===1.1\nfrail===2.0\n");
    Report.WheelsBuilt refused = build(installation);
    assertThat(refused.outcome()).isEqualTo("refused");
    assertThat(refused.message()).contains("frail 2.0", "ValueError: no header");
    assertThat(outcomes(refused)).containsExactly("frail 2.0 failed", "good 1.1 built");
    assertThat(served(installation, "good")).isEqualTo("good-1.0-py3-none-any.whl");
    assertThat(installation.run(new Command.WheelsLog("wheel", Optional.empty(), "frail")).text())
        .contains("# frail 2.0 for " + WheelBuilder.PLATFORM, "ValueError: no header");

    Installation tolerant = installation("tolerate: [frail]", 2);
    Report.WheelsBuilt released = build(tolerant);
    assertThat(outcomes(released)).containsExactly("frail 2.0 kept", "good 1.1 reused");
    assertThat(served(tolerant, "good")).isEqualTo("good-1.1-py3-none-any.whl");
    assertThat(served(tolerant, "frail")).isEqualTo("frail-1.0-py3-none-any.whl");
  }

  @Test
  void aKilledRunLeavesNothingRunningAndWhatItBuiltIsKept() {
    Path sdists = folder.resolve("sdists");
    upstream.index().add(HandMadeSdist.in(sdists, "quick", "1.0", ""));
    upstream
        .index()
        .add(
            HandMadeSdist.in(
                sdists,
                "slow",
                "1.0",
                """
                if os.path.exists('/etc/debian_version') and 'bdist_wheel' in sys.argv:
                    sys.stderr.write('slow build began\\n')
                    sys.stderr.flush()
                    os.execv('/usr/bin/python3', ['python3', '-c', 'import time; time.sleep(600)', 'entrepot-marker'])
                """));
    upstream.index().publish();
    write("quick===1.0\nslow===1.0\n");
    Installation installation = installation("tolerate: [slow]", 1);
    installation.sync("pypi");

    try (EntrepotProcess process =
        installation.start(List.of(), "wheels", "build", "--progress=plain")) {
      awaitLog(installation, process, "slow build began");
      assertThat(marked()).isNotEmpty();
    }
    await(() -> marked().isEmpty());

    write("quick===1.0\n");
    Report.WheelsBuilt next = build(installation);
    assertThat(outcomes(next)).containsExactly("quick 1.0 reused");
    assertThat(groups()).isEmpty();
  }

  @Test
  void whatARunBuiltThatWasKilledBeforeItsSnapshotIsUsedByTheNext() {
    upstream.index().add(HandMadeSdist.in(folder.resolve("sdists"), "quick", "1.0", ""));
    upstream.index().publish();
    write("quick===1.0\n");
    Installation installation = installation("", 1);
    installation.sync("pypi");
    try (EntrepotProcess process =
        installation.start(List.of("-Dentrepot.crash=SYNC_BEFORE_MANIFEST"), "wheels", "build")) {
      assertThat(process.says("crash point SYNC_BEFORE_MANIFEST", LONG))
          .as(process.output())
          .isTrue();
    }
    assertThat(installation.snapshots("wheel")).isEmpty();
    assertThat(outcomes(build(installation))).containsExactly("quick 1.0 reused");
  }

  private void awaitLog(Installation installation, EntrepotProcess process, String text) {
    Path log =
        installation
            .state()
            .resolve("wheels/wheel")
            .resolve(WheelBuilder.PLATFORM)
            .resolve("log/slow.log");
    await(() -> {
      try {
        return Files.exists(log) && Files.readString(log).contains(text);
      } catch (IOException e) {
        throw new UncheckedIOException(process.output(), e);
      }
    });
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  private static List<String> marked() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> Stream.of(process.info().arguments().orElse(new String[0])))
        .filter(argument -> argument.equals("entrepot-marker"))
        .toList();
  }

  /** Control groups of builds whose maker is gone. */
  private static List<String> groups() {
    List<String> found = new ArrayList<>();
    for (String top : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/sys/fs/cgroup/pids")) {
      if (!Files.isDirectory(Path.of(top))) {
        continue;
      }
      try (var all = Files.newDirectoryStream(Path.of(top), "entrepot-build-*")) {
        all.forEach(group -> found.add(group.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private String served(Installation installation, String project) {
    try (ReplicaEdges edges = new ReplicaEdges(installation);
        Browser browser = new Browser()) {
      String page =
          new String(
              browser.bytes(
                  edges.trees("wheel").getFirst()
                      + WheelBuilder.PLATFORM
                      + "/"
                      + project
                      + "/index.html"),
              java.nio.charset.StandardCharsets.UTF_8);
      return page.replaceAll("(?s).*<a [^>]*>([^<]+)</a>.*", "$1");
    }
  }

  private static Report.WheelsBuilt build(Installation installation) {
    return installation.run(new Command.WheelsBuild("wheel", List.of(), false, true));
  }

  private static Report.WheelRow wheel(Report.WheelsBuilt report, String project) {
    return report.wheels().stream()
        .filter(row -> row.project().equals(project))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> outcomes(Report.WheelsBuilt report) {
    return report.wheels().stream()
        .map(row -> row.project() + " " + row.version() + " " + row.outcome())
        .collect(Collectors.toList());
  }

  private void write(String lines) {
    try {
      Files.writeString(constraints, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Installation installation(String more, int parallel) {
    Installation installation =
        Installation.in(
            folder.resolve("entrepot"),
            """
            trees:
              pypi:
                kind: pypi
                source: %s
                projects: {all: true}
              wheel:
                kind: wheels
                index: pypi
                constraints: %s
                platforms:
                  %s
                parallel: %d
                limits: {time: 5m, memory: 1GiB, disk: 1GiB}
                %s
            regions:
              north: {listen: "127.0.0.1:0"}
              south: {listen: "127.0.0.1:0"}
            upstream: {allow-private: true, stall-timeout: 5s, retries: 1}
            """
                .formatted(
                    upstream.simple(), constraints, WheelBuilder.platform(), parallel, more));
    WheelBuilder.lend(installation, "wheel");
    return installation;
  }
}
