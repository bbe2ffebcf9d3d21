package entrepot.collect.wheels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.python.ProjectName;
import entrepot.collect.wheels.sandbox.SandboxLimits;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.store.Store;
import entrepot.store.backend.DiskBackend;
import entrepot.store.fill.FillFailed;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import entrepot.store.manifest.Entry;
import entrepot.store.snapshot.SnapshotRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of wheel builds over an index that is made by hand, in a real sandbox. */
final class WheelsCollectorTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));

  @TempDir private Path folder;

  private Store store = Store.over(new DiskBackend(Path.of("target/none")), CLOCK);
  private Platform platform = new Platform("none", "none", "none", List.of(), List.of());
  private Set<String> tolerate = Set.of();
  private SandboxLimits limits =
      new SandboxLimits(Duration.ofSeconds(60), 512L << 20, 100, 256L << 20, 1 << 20);
  private Optional<SnapshotRecord> parent = Optional.empty();

  @BeforeEach
  void prepare() throws IOException {
    platform = TestBuilder.get().platform();
    store = Store.over(new DiskBackend(folder.resolve("store")), CLOCK);
    Files.createDirectories(folder.resolve("wheels/wheel"));
    Files.createSymbolicLink(folder.resolve("wheels/wheel/builders"), TestBuilder.FOLDER);
  }

  @Test
  void whatTheIndexLacksIsBuiltAndPublishedAsAnIndex() {
    constraints("foo===1.0", "bar===2.0;python_version<'3'", "baz===3.0  # has a wheel");
    WheelsResult result =
        build(
            index()
                .add("foo", "foo-1.0.tar.gz", TestSdist.of("foo", "1.0", "", "pass"))
                .add("baz", "baz-3.0-py3-none-any.whl", new byte[] {1}));
    assertThat(summary(result.outcomes())).containsExactly("baz 3.0 upstream", "foo 1.0 built");
    assertThat(paths(result))
        .containsExactly(
            "debian-12-test/foo/foo-1.0-py3-none-any.whl",
            "debian-12-test/foo/foo-1.0-py3-none-any.whl.metadata",
            "debian-12-test/foo/index.html",
            "debian-12-test/foo/index.v1_html",
            "debian-12-test/foo/index.v1_json",
            "debian-12-test/index.html",
            "debian-12-test/index.v1_html",
            "debian-12-test/index.v1_json");
  }

  @Test
  void aSecondRunBuildsNothingAndChangesNothing() {
    constraints("foo===1.0");
    TestIndex index = index().add("foo", "foo-1.0.tar.gz", TestSdist.of("foo", "1.0", "", "pass"));
    build(index);
    WheelsResult second = build(index);
    assertThat(summary(second.outcomes())).containsExactly("foo 1.0 reused");
    assertThat(second.result()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void aWheelIsBuiltAgainWhenWhatItWasBuiltWithChanged() {
    constraints("foo===1.0");
    byte[] sdist = TestSdist.of("foo", "1.0", "\"tool\"", "import tool; members['t'] = tool.MARK");
    build(index().add("foo", "foo-1.0.tar.gz", sdist).add("tool", "tool-1.0.tar.gz", tool("1.0")));
    assertThat(
            summary(
                build(
                        index()
                            .add("foo", "foo-1.0.tar.gz", sdist)
                            .add("foo", "foo-2.0.tar.gz", new byte[] {1})
                            .add("other", "other-1.0.tar.gz", new byte[] {1})
                            .add("tool", "tool-1.0.tar.gz", tool("1.0")))
                    .outcomes()))
        .as("what the build did not see may change")
        .containsExactly("foo 1.0 reused");
    assertThat(
            summary(
                build(
                        index()
                            .add("foo", "foo-1.0.tar.gz", sdist)
                            .add("tool", "tool-1.0.tar.gz", tool("1.0"))
                            .add("tool", "tool-1.1.tar.gz", tool("1.1")))
                    .outcomes()))
        .containsExactly("foo 1.0 built");
  }

  private static byte[] tool(String version) {
    return TestSdist.of(
        "tool", version, "", "members['tool.py'] = b'MARK = b\"%s\"'".formatted(version));
  }

  @Test
  void theSameInputsGiveTheSameBytes() {
    constraints("foo===1.0");
    String code = "members['x'] = (os.environ['SOURCE_DATE_EPOCH'] + os.getcwd()).encode()";
    TestIndex index = index().add("foo", "foo-1.0.tar.gz", TestSdist.of("foo", "1.0", "", code));
    WheelsResult first = build(index);
    deleteWhatIsRemembered();
    WheelsResult second = build(index);
    assertThat(summary(first.outcomes())).containsExactly("foo 1.0 built");
    assertThat(summary(second.outcomes())).containsExactly("foo 1.0 built");
    assertThat(second.result()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void nativeCodeIsNamedWithWhatItExpects() {
    constraints("foo===1.0");
    String code =
        """
        TAG = 'cp311-cp311-linux_' + os.uname().machine
        open('/work/tmp/x.c', 'w').write('#include <math.h>\\ndouble f(double x) { return pow(x, 0.3); }')
        subprocess.run(['gcc', '-shared', '-fPIC', '-o', '/work/tmp/x.so', '/work/tmp/x.c', '-lm'], check=True)
        members['foo.so'] = open('/work/tmp/x.so', 'rb').read()
        """;
    WheelOutcome foo =
        build(index().add("foo", "foo-1.0.tar.gz", TestSdist.of("foo", "1.0", "", code)))
            .outcomes()
            .getFirst();
    assertThat(foo.file()).startsWith("foo-1.0-cp311-cp311-linux_");
    assertThat(foo.libraries()).contains("libm.so.6");
    assertThat(foo.policy()).startsWith("manylinux_2_");
  }

  @Test
  void oneFailureKeepsAllAsItWas() {
    constraints("foo===1.0");
    TestIndex first = index().add("foo", "foo-1.0.tar.gz", TestSdist.of("foo", "1.0", "", "pass"));
    build(first);
    Optional<SnapshotRecord> before = parent;
    constraints("foo===1.0", "bad===1.0", "gone===1.0");
    TestIndex second =
        index()
            .add("foo", "foo-1.0.tar.gz", TestSdist.of("foo", "1.0", "", "pass"))
            .add(
                "bad",
                "bad-1.0.tar.gz",
                TestSdist.of("bad", "1.0", "", "raise ValueError('error: no such header x.h')"));
    assertThatThrownBy(() -> build(second))
        .isInstanceOf(WheelsFailed.class)
        .hasMessageContaining("2 wheels of wheel were not built")
        .hasMessageContaining("no such header x.h")
        .hasMessageContaining("tree pypi has no such project");
    assertThat(parent).isEqualTo(before);
    tolerate = Set.of("bad", "gone");
    assertThat(summary(build(second).outcomes()))
        .containsExactly("bad 1.0 tolerated", "foo 1.0 reused", "gone 1.0 tolerated");
  }

  @Test
  void aToleratedFailureKeepsTheFormerWheel() {
    constraints("foo===1.0");
    WheelsResult first =
        build(index().add("foo", "foo-1.0.tar.gz", TestSdist.of("foo", "1.0", "", "pass")));
    List<String> before = paths(first);
    constraints("foo===2.0");
    tolerate = Set.of("foo");
    WheelsResult second =
        build(
            index()
                .add("foo", "foo-2.0.tar.gz", TestSdist.of("foo", "2.0", "", "raise ValueError")));
    assertThat(summary(second.outcomes())).containsExactly("foo 2.0 kept");
    assertThat(second.outcomes().getFirst().file()).isEqualTo("foo-1.0-py3-none-any.whl");
    assertThat(paths()).isEqualTo(before);
  }

  @Test
  void limitsAreReportedByName() {
    TestBuilder.needsControlGroups();
    limits = new SandboxLimits(Duration.ofSeconds(10), 256L << 20, 60, 64L << 20, 1 << 18);
    constraints("slow===1", "fork===1", "fat===1", "full===1", "loud===1");
    TestIndex index =
        index()
            .add("slow", "slow-1.tar.gz", TestSdist.of("slow", "1", "", "while True: pass"))
            .add(
                "fork",
                "fork-1.tar.gz",
                TestSdist.of(
                    "fork",
                    "1",
                    "",
                    "while True:\n  try:\n    os.fork()\n  except OSError:\n    pass"))
            .add(
                "fat",
                "fat-1.tar.gz",
                TestSdist.of(
                    "fat", "1", "", "x = []\nwhile True: x.append(b'x' * 1000000 * (len(x) + 1))"))
            .add(
                "full",
                "full-1.tar.gz",
                TestSdist.of(
                    "full",
                    "1",
                    "",
                    "f = open('/work/x', 'wb')\nwhile True: f.write(b'x' * 1000000)"))
            .add(
                "loud",
                "loud-1.tar.gz",
                TestSdist.of("loud", "1", "", "while True: os.write(2, b'loud' * 500 + b'\\n')"));
    assertThatThrownBy(() -> build(index))
        .isInstanceOfSatisfying(
            WheelsFailed.class,
            failed ->
                assertThat(failed.outcomes())
                    .extracting(o ->
                        o.project() + ": " + o.reason().replaceAll(".*limit of (\\w+).*", "$1"))
                    .containsExactlyInAnyOrder(
                        "slow: time",
                        "fork: processes",
                        "fat: memory",
                        "full: disk",
                        "loud: output"));
  }

  @Test
  void aWheelThatIsNotWhatItClaimsIsRefused() {
    constraints("alien===1", "liar===1", "bold===1", "climber===1", "hider===1");
    TestIndex index =
        index()
            .add("alien", "alien-1.tar.gz", TestSdist.of("other", "1", "", "pass"))
            .add(
                "liar",
                "liar-1.tar.gz",
                TestSdist.of("liar", "1", "", "extra['liar.py'] = b'value = 2'"))
            .add(
                "bold",
                "bold-1.tar.gz",
                TestSdist.of(
                    "bold",
                    "1",
                    "",
                    """
                    TAG = 'cp311-cp311-manylinux_2_17_' + os.uname().machine
                    open('/work/tmp/x.c', 'w').write('int foo(void); int f(void) { return foo(); }')
                    open('/work/tmp/l.c', 'w').write('int foo(void) { return 1; }')
                    subprocess.run('cd /work/tmp; gcc -shared -fPIC -o libforeign.so l.c; gcc -shared -fPIC -o x.so x.c -L. -lforeign', shell=True, check=True)
                    members['bold.so'] = open('/work/tmp/x.so', 'rb').read()
                    """))
            .add(
                "climber",
                "climber-1.tar.gz",
                TestSdist.of("climber", "1", "", "members['../../climber.py'] = b''"))
            .add(
                "hider",
                "hider-1.tar.gz",
                TestSdist.of("hider", "1", "", "extra['hidden.py'] = b''"));
    assertThatThrownBy(() -> build(index))
        .isInstanceOfSatisfying(
            WheelsFailed.class,
            failed ->
                assertThat(failed.outcomes().stream().map(o -> o.project() + ": " + o.reason()))
                    .satisfiesExactlyInAnyOrder(
                        alien -> assertThat(alien).startsWith("alien: ").contains("other"),
                        bold ->
                            assertThat(bold).startsWith("bold: ").contains("needs libforeign.so"),
                        climber ->
                            assertThat(climber).startsWith("climber: ").contains("leads elsewhere"),
                        hider -> assertThat(hider).startsWith("hider: its RECORD lacks hidden.py"),
                        liar ->
                            assertThat(liar)
                                .startsWith(
                                    "liar: its RECORD does not tell the truth of liar.py")));
  }

  private TestIndex index() {
    return new TestIndex(store);
  }

  private void constraints(String... lines) {
    write(folder.resolve("upper-constraints.txt"), String.join("\n", lines) + "\n");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void deleteWhatIsRemembered() {
    try {
      Folders.delete(folder.resolve("wheels/wheel/debian-12-test"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private WheelsResult build(TestIndex index) {
    Digest snapshot = index.snapshot();
    Fillings fillings =
        new Fillings(
            store.backend(),
            folder.resolve("fills"),
            (_, entry, _) -> {
              throw new FillFailed("nothing is lazy here: " + entry.path(), null);
            },
            Runnable::run,
            CLOCK,
            FillLimits.DEFAULT);
    WheelsCollector collector =
        new WheelsCollector(
            new WheelsSource(
                "pypi",
                folder.resolve("upper-constraints.txt"),
                List.of(platform),
                tolerate.stream().map(ProjectName::of).collect(Collectors.toSet()),
                2,
                limits),
            new WheelsFolder(folder.resolve("wheels"), folder.resolve("s")),
            store,
            () -> fillings,
            tree -> tree.equals("pypi") ? Optional.of(snapshot) : Optional.empty(),
            CLOCK);
    WheelsResult result =
        collector.build(
            new SyncRequest("wheel", parent, "a test", 40, false),
            WheelsOrder.USUAL,
            Progress.SILENT);
    if (result.result() instanceof SyncResult.Collected collected) {
      parent = Optional.of(collected.snapshot());
    }
    return result;
  }

  private List<String> paths(WheelsResult result) {
    assertThat(result.result()).isInstanceOf(SyncResult.Collected.class);
    return paths();
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    store
        .manifests()
        .entries(parent.orElseThrow().digest())
        .forEachRemaining((Entry entry) -> paths.add(entry.path().toString()));
    return paths;
  }

  private static List<String> summary(List<WheelOutcome> outcomes) {
    return outcomes.stream()
        .map(o -> o.project() + " " + o.version() + " " + o.kind().word())
        .collect(Collectors.toList());
  }
}
