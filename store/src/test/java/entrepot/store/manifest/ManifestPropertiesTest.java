package entrepot.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.TestingMemoryBackend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any entries and any edits. Small shapes make deep trees of few entries. */
class ManifestPropertiesTest {
  private static final Shape SMALL = new Shape(1, 1, 4, 3, 64 << 10);
  private static final Shape BY_BYTES = new Shape(2, 1, 100, 100, 300);

  /** A name (as a number), and a new content for it, or −1: it is removed. */
  record Act(int name, int content) {
    TreePath path() {
      return TreePath.of("d%d/f%03d".formatted(name % 7, name));
    }
  }

  @Property(tries = 1000)
  void editingEqualsBuilding(
      @ForAll("acts") List<Act> start, @ForAll("histories") List<List<Act>> history) {
    check(SMALL, start, history);
  }

  @Property(tries = 500)
  void editingEqualsBuildingWhereBytesBound(
      @ForAll("acts") List<Act> start, @ForAll("histories") List<List<Act>> history) {
    check(BY_BYTES, start, history);
  }

  @Property(tries = 100)
  void editingEqualsBuildingWithTheStandardShape(
      @ForAll("manyActs") List<Act> start, @ForAll("histories") List<List<Act>> history) {
    check(Shape.STANDARD, start, history);
  }

  private static void check(Shape shape, List<Act> start, List<List<Act>> history) {
    TestingMemoryBackend backend = new TestingMemoryBackend();
    Manifests manifests = new Manifests(backend, 1 << 20, shape);
    SortedMap<TreePath, Entry> plain = new TreeMap<>();
    apply(plain, edits(start));
    Digest root = manifests.build(plain.values().iterator());
    for (List<Act> acts : history) {
      SortedMap<TreePath, Entry> former = new TreeMap<>(plain);
      List<Edit> edits = edits(acts);
      apply(plain, edits);
      Digest edited = manifests.edit(root, edits.iterator());

      Manifests elsewhere = new Manifests(new TestingMemoryBackend(), 1 << 20, shape);
      assertThat(edited).isEqualTo(elsewhere.build(plain.values().iterator()));

      Manifests fresh = new Manifests(backend, 0, shape);
      assertThat(TestingEntries.all(fresh.entries(edited)))
          .containsExactlyElementsOf(plain.values());
      assertThat(changes(fresh, root, edited)).isEqualTo(TestingEntries.diff(former, plain));
      assertThat(changes(fresh, edited, root)).isEqualTo(TestingEntries.diff(plain, former));
      root = edited;
    }
  }

  @Property(tries = 500)
  void anyTwoManifestsDifferAsTheirEntriesDo(
      @ForAll("acts") List<Act> some, @ForAll("acts") List<Act> others) {
    Manifests manifests = new Manifests(new TestingMemoryBackend(), 0, SMALL);
    SortedMap<TreePath, Entry> before = new TreeMap<>();
    apply(before, edits(some));
    SortedMap<TreePath, Entry> after = new TreeMap<>();
    apply(after, edits(others));
    Digest one = manifests.build(before.values().iterator());
    Digest other = manifests.build(after.values().iterator());
    assertThat(changes(manifests, one, other)).isEqualTo(TestingEntries.diff(before, after));
  }

  private static List<Change> changes(Manifests manifests, Digest before, Digest after) {
    List<Change> changes = new ArrayList<>();
    manifests.diff(before, after, changes::add);
    return changes;
  }

  @Property(tries = 500)
  void whatIsFoundIsWhatIsThere(@ForAll("acts") List<Act> acts, @ForAll("acts") List<Act> asked) {
    Manifests manifests = new Manifests(new TestingMemoryBackend(), 1 << 20, SMALL);
    SortedMap<TreePath, Entry> plain = new TreeMap<>();
    apply(plain, edits(acts));
    Digest root = manifests.build(plain.values().iterator());
    for (Act act : asked) {
      assertThat(manifests.find(root, act.path()).orElse(null)).isEqualTo(plain.get(act.path()));
    }
    Summary sum = manifests.summary(root);
    assertThat(sum.entries()).isEqualTo(plain.size());
    assertThat(sum.bytes()).isEqualTo(plain.values().stream().mapToLong(Entry::size).sum());
  }

  private static void apply(Map<TreePath, Entry> plain, List<Edit> edits) {
    for (Edit edit : edits) {
      switch (edit) {
        case Edit.Put put -> plain.put(put.path(), put.entry());
        case Edit.Remove remove -> plain.remove(remove.path());
      }
    }
  }

  private static List<Edit> edits(List<Act> acts) {
    TreeSet<Act> once = new TreeSet<>(Comparator.comparing(Act::path));
    once.addAll(acts);
    List<Edit> edits = new ArrayList<>();
    for (Act act : once) {
      edits.add(
          act.content() < 0
              ? new Edit.Remove(act.path())
              : new Edit.Put(TestingEntries.entry(act.path().toString(), act.content())));
    }
    return edits;
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return act(200).list().ofMaxSize(120);
  }

  @Provide
  Arbitrary<List<Act>> manyActs() {
    return act(4000).list().ofMinSize(1000).ofMaxSize(1500);
  }

  @Provide
  Arbitrary<List<List<Act>>> histories() {
    Arbitrary<List<Act>> few = act(200).list().ofMaxSize(3);
    Arbitrary<List<Act>> removals =
        Arbitraries.integers().between(0, 199).map(n -> new Act(n, -1)).list().ofMaxSize(200);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, few),
            net.jqwik.api.Tuple.of(1, acts()),
            net.jqwik.api.Tuple.of(1, removals))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Arbitrary<Act> act(int names) {
    return Combinators.combine(
            Arbitraries.integers().between(0, names - 1), Arbitraries.integers().between(-3, 6))
        .as((name, content) -> new Act(name, Math.max(-1, content)));
  }
}
