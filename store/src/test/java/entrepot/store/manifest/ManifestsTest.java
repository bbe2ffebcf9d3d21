package entrepot.store.manifest;

import static entrepot.store.manifest.TestingEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Area;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.backend.TestingMemoryBackend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestsTest {
  private final TestingMemoryBackend backend = new TestingMemoryBackend();
  private final Manifests manifests = new Manifests(backend);

  private Digest of(String... paths) {
    List<String> sorted = new ArrayList<>(new TreeSet<>(List.of(paths)));
    return manifests.build(sorted.stream().map(path -> entry(path, 1)).iterator());
  }

  private Digest put(Digest root, String... paths) {
    return manifests.edit(
        root, Stream.of(paths).<Edit>map(path -> new Edit.Put(entry(path, 2))).iterator());
  }

  private static Edit remove(String path) {
    return new Edit.Remove(TreePath.of(path));
  }

  /** Some ten thousand files in a hundred folders. */
  private Digest large() {
    return manifests.build(
        IntStream.range(0, 10_000)
            .mapToObj(i -> entry("pool/%02d/%04d.deb".formatted(i / 100, i), i))
            .iterator());
  }

  @Test
  void theEntriesOfOneFolderAreReadAlone() {
    Digest root = large();
    List<Entry> folder = new ArrayList<>();
    manifests.entries(root, TreePath.of("pool/42")).forEachRemaining(folder::add);
    assertThat(folder)
        .hasSize(100)
        .allMatch(entry -> entry.path().isBelow(TreePath.of("pool/42")))
        .isSortedAccordingTo(Comparator.comparing(Entry::path));
    assertThat(manifests.entries(root, TreePath.of("pool/4"))).isExhausted();
    assertThat(manifests.entries(manifests.empty(), TreePath.of("pool"))).isExhausted();
  }

  @Test
  void missingEntriesAreFoundInOrder() {
    List<Edit> edits = new ArrayList<>();
    for (String name : List.of("pool/00/0000.deb", "pool/42/4242.deb", "pool/99/9999.deb")) {
      edits.add(
          new Edit.Put(
              Entry.lazy(TreePath.of(name), Role.PAYLOAD, 1, 0, List.of()).in(State.MISSING)));
    }
    Digest root = manifests.edit(large(), edits.iterator());
    Iterable<Entry> missing = () -> manifests.missing(root);
    assertThat(missing)
        .extracting(entry -> entry.path().toString())
        .containsExactly("pool/00/0000.deb", "pool/42/4242.deb", "pool/99/9999.deb");
    assertThat(manifests.missing(large())).isExhausted();
  }

  @Test
  void unsortedEntriesAreRefused() {
    assertThatThrownBy(() -> manifests.build(List.of(entry("b", 1), entry("a", 1)).iterator()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' after 'b'");
    assertThatThrownBy(() -> manifests.build(List.of(entry("b", 1), entry("b", 1)).iterator()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> put(of("a"), "c", "b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noNameIsBothFileAndFolder() {
    assertThatThrownBy(() -> of("a", "a-b", "a/b"))
        .isInstanceOf(NameClash.class)
        .hasMessageContaining("'a' is a file, and 'a/b'");
    of("a-b", "a/b", "a/c", "ab");
  }

  @Test
  void noEditMakesAFileAFolder() {
    Digest root = of("a", "a-b", "c/d");
    assertThatThrownBy(() -> put(root, "a/b")).isInstanceOf(NameClash.class);
    assertThatThrownBy(() -> put(root, "a/b/c/d")).isInstanceOf(NameClash.class);
    assertThatThrownBy(() -> put(root, "x", "x/y")).isInstanceOf(NameClash.class);
    assertThatThrownBy(() -> put(root, "c/d/e")).isInstanceOf(NameClash.class);
    List<Edit> exchange = List.of(remove("a"), new Edit.Put(entry("a/b", 1)));
    assertThat(manifests.edit(root, exchange.iterator())).isEqualTo(of("a-b", "a/b", "c/d"));
  }

  @Test
  void noEditMakesAFolderAFile() {
    Digest root = of("a-b", "a/b", "a/c", "b");
    assertThatThrownBy(() -> put(root, "a")).isInstanceOf(NameClash.class);
    assertThatThrownBy(() -> put(root, "a", "z")).isInstanceOf(NameClash.class);
    Edit put = new Edit.Put(entry("a", 1));
    assertThatThrownBy(() -> manifests.edit(root, List.of(put, remove("a/b")).iterator()))
        .isInstanceOf(NameClash.class)
        .hasMessageContaining("'a/c'");
    assertThatThrownBy(() -> manifests.edit(root, List.of(put, remove("a/c")).iterator()))
        .isInstanceOf(NameClash.class)
        .hasMessageContaining("'a/b'");
    List<Edit> exchange = List.of(put, remove("a-b"), remove("a/b"), remove("a/c"));
    assertThat(manifests.edit(root, exchange.iterator())).isEqualTo(of("a", "b"));
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    Digest root = of("a", "b");
    assertThat(manifests.edit(root, List.of(remove("aa"), remove("c")).iterator())).isEqualTo(root);
    assertThat(manifests.edit(root, List.of(remove("a"), remove("b")).iterator()))
        .isEqualTo(manifests.empty());
  }

  @Test
  void anEditReadsAndWritesOnlyWhatIsOnItsWay() {
    Digest root = large();
    Set<Digest> old = new HashSet<>(manifests.nodes(root, digest -> false).toList());
    assertThat(old).hasSizeGreaterThan(200);
    Manifests fresh = new Manifests(backend);
    long before = backend.loads();
    Digest edited =
        fresh.edit(root, List.<Edit>of(new Edit.Put(entry("pool/50/5050.deb", 1))).iterator());
    assertThat(backend.loads() - before).isLessThan(15);
    assertThat(fresh.nodes(edited, old::contains)).hasSizeLessThan(6);
  }

  @Test
  void aDiffReadsOnlyWhatDiffers() {
    Digest root = large();
    Digest edited = put(root, "pool/50/5050.deb", "pool/70/7070.deb");
    Manifests fresh = new Manifests(backend);
    long before = backend.loads();
    List<Change> changes = new ArrayList<>();
    fresh.diff(root, edited, changes::add);
    assertThat(changes).hasSize(2);
    assertThat(backend.loads() - before).isLessThan(20);
  }

  @Test
  void aDiffOfThousandsComesInOrder() {
    Digest root = large();
    Digest edited =
        manifests.edit(
            root,
            IntStream.range(0, 10_000)
                .filter(i -> i % 3 == 0)
                .mapToObj(i -> remove("pool/%02d/%04d.deb".formatted(i / 100, i)))
                .iterator());
    List<TreePath> paths = new ArrayList<>();
    manifests.diff(root, edited, change -> paths.add(change.path()));
    assertThat(paths).hasSize(3334).isSorted();
  }

  @Test
  void aDiffEndsWithTheErrorOfItsReader() {
    Digest root = large();
    Digest other = manifests.empty();
    assertThatThrownBy(() ->
            manifests.diff(
                root,
                other,
                change -> {
                  throw new IllegalStateException("enough");
                }))
        .hasMessage("enough");
  }

  @Test
  void aDiffThatMissesANodeSaysSo() {
    Digest root = large();
    Digest edited =
        manifests.edit(
            root,
            IntStream.range(0, 10_000)
                .filter(i -> i % 50 == 0)
                .mapToObj(i -> remove("pool/%02d/%04d.deb".formatted(i / 100, i)))
                .iterator());
    Set<Digest> old = new HashSet<>(manifests.nodes(root, digest -> false).toList());
    Digest lost = manifests.nodes(edited, old::contains).findFirst().orElseThrow();
    backend.remove(new entrepot.store.backend.Key(Area.NODES, lost.hex()));
    assertThatThrownBy(() -> new Manifests(backend).diff(root, edited, change -> {}))
        .isInstanceOf(ObjectMissing.class)
        .hasMessageContaining(lost.hex());
  }

  @Test
  void aFolderListsItsNames() {
    Digest root = of("a-b", "a/x", "a/y/z", "a0", "b/c");
    assertThat(names(root, null, null, 10)).containsExactly("a-b", "a/", "a0", "b/");
    assertThat(names(root, "a", null, 10)).containsExactly("x", "y/");
    assertThat(names(root, "a/y", null, 10)).containsExactly("z");
    assertThat(names(root, "a0", null, 10)).isEmpty();
    assertThat(names(root, "nowhere", null, 10)).isEmpty();
    assertThat(names(manifests.empty(), null, null, 10)).isEmpty();
  }

  @Test
  void pagesOfAListingMakeTheWhole() {
    Digest root = of("a-b", "a/x", "a/y/z", "a0", "b", "c/d", "c/e", "c.d");
    List<String> paged = new ArrayList<>();
    @Nullable String after = null;
    for (List<Listed> page = manifests.list(root, null, after, 1);
        !page.isEmpty();
        page = manifests.list(root, null, after, 1)) {
      assertThat(page).hasSize(1);
      after = page.getFirst().name();
      paged.add(shown(page.getFirst()));
    }
    assertThat(paged).isEqualTo(names(root, null, null, 100));
    assertThat(names(root, null, "a1", 1)).containsExactly("b");
  }

  @Test
  void aListingStepsOverWhatLiesBelow() {
    Digest root = large();
    Manifests fresh = new Manifests(backend);
    long before = backend.loads();
    assertThat(fresh.list(root, null, null, 10)).containsExactly(new Listed.Folder("pool"));
    assertThat(backend.loads() - before).isLessThan(10);
    assertThat(fresh.list(root, TreePath.of("pool"), null, 1000)).hasSize(100);
    assertThat(fresh.list(root, TreePath.of("pool"), "97", 1000))
        .containsExactly(new Listed.Folder("98"), new Listed.Folder("99"));
  }

  @Test
  void aNodeComesAfterAllBelowIt() {
    Digest root = large();
    Set<Digest> copied = new HashSet<>();
    Nodes nodes = new Nodes(backend, 1 << 20);
    manifests
        .nodes(root, copied::contains)
        .forEach(digest -> {
          if (nodes.read(digest) instanceof Node.Inner inner) {
            assertThat(inner.children()).allMatch(child -> copied.contains(child.digest()));
          }
          copied.add(digest);
        });
    assertThat(copied).contains(root);
    long all = copied.size();
    backend.list(Area.NODES, info -> copied.remove(Digest.sha256(info.key().name())));
    assertThat(copied).isEmpty();
    assertThat(all).isGreaterThan(200);
    assertThat(manifests.nodes(root, root::equals)).isEmpty();
  }

  private List<String> names(
      Digest root, @Nullable String folder, @Nullable String after, int limit) {
    return manifests.list(root, folder == null ? null : TreePath.of(folder), after, limit).stream()
        .map(ManifestsTest::shown)
        .toList();
  }

  private static String shown(Listed listed) {
    return switch (listed) {
      case Listed.File file -> file.name();
      case Listed.Folder folder -> folder.name() + "/";
    };
  }
}
