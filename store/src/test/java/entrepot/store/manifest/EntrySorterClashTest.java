package entrepot.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntrySorterClashTest {
  @TempDir Path folder;

  private static Entry entry(String path, long size) {
    return Entry.lazy(
        TreePath.of(path), Role.PAYLOAD, size, 0, List.of(Digest.sha256Of(new byte[] {1})));
  }

  private static Entry larger(Entry a, Entry b) {
    return a.size() >= b.size() ? a : b;
  }

  private static List<String> read(EntrySorter sorter) {
    List<String> read = new ArrayList<>();
    sorter.sorted().forEachRemaining(e -> read.add(e.path() + ":" + e.size()));
    return read;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void theRuleDecidesWhereverTheTwoMeet(int runLength) {
    try (EntrySorter sorter = new EntrySorter(folder, runLength, EntrySorterClashTest::larger)) {
      sorter.add(entry("b", 3));
      sorter.add(entry("a", 7));
      sorter.add(entry("b", 9));
      sorter.add(entry("a", 2));
      sorter.add(entry("b", 1));
      assertThat(read(sorter)).containsExactly("a:7", "b:9");
    }
  }

  @Test
  void withoutARuleTheLastAddedWins() {
    try (EntrySorter sorter = new EntrySorter(folder)) {
      sorter.add(entry("a", 7));
      sorter.add(entry("a", 2));
      assertThat(read(sorter)).containsExactly("a:2");
    }
  }
}
