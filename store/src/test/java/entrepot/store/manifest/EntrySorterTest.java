package entrepot.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntrySorterTest {
  @TempDir Path folder;

  @Test
  void manyRunsComeOutInOrderAndTheLastOfAPathWins() throws Exception {
    TreeMap<TreePath, Entry> expected = new TreeMap<>();
    Random random = new Random(7);
    Path spill = folder.resolve("made/when/needed");
    try (EntrySorter sorter = new EntrySorter(spill, 100, EntrySorterTest::later)) {
      for (int i = 0; i < 5_050; i++) {
        Entry entry =
            TestingEntries.entry("pool/é/%d".formatted(random.nextInt(1000)), i)
                .with(Extension.REASON, "x".repeat(random.nextInt(3000)));
        sorter.add(entry);
        expected.put(entry.path(), entry);
      }
      assertThat(TestingEntries.all(sorter.sorted())).containsExactlyElementsOf(expected.values());
    }
    try (Stream<Path> left = Files.list(spill)) {
      assertThat(left).isEmpty();
    }
  }

  private static Entry later(Entry earlier, Entry later) {
    return later;
  }

  @Test
  void fewEntriesNeedNoFile() {
    try (EntrySorter sorter =
        new EntrySorter(folder.resolve("never"), 100, EntrySorterTest::later)) {
      sorter.add(TestingEntries.entry("b", 1));
      sorter.add(TestingEntries.entry("a", 1));
      sorter.add(TestingEntries.entry("b", 2));
      assertThat(TestingEntries.all(sorter.sorted()))
          .isEqualTo(List.of(TestingEntries.entry("a", 1), TestingEntries.entry("b", 2)));
    }
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void nothingIsSortedToo() {
    try (EntrySorter sorter = new EntrySorter(folder)) {
      assertThat(sorter.sorted()).isExhausted();
    }
  }

  @Test
  void aRuleMakesOneEntryOfTheEarlierAndTheLater() {
    BinaryOperator<Entry> chain =
        (earlier, later) -> later.modified(earlier.mtime() * 10 + later.mtime());
    try (EntrySorter sorter = new EntrySorter(folder, 2, chain)) {
      for (int i = 1; i <= 5; i++) {
        sorter.add(TestingEntries.entry("same", i));
        sorter.add(TestingEntries.entry("other" + i, i));
      }
      assertThat(TestingEntries.all(sorter.sorted()))
          .hasSize(6)
          .last()
          .isEqualTo(TestingEntries.entry("same", 5).modified(12_345));
    }
  }
}
