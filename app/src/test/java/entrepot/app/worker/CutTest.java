package entrepot.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CutTest {
  @Test
  void aPartHasAtMostSoManyEntries() {
    assertThat(sizes(cut(2, 1_000, 1, 1, 1, 1, 1))).containsExactly(2, 2, 1);
  }

  @Test
  void aPartIsFullWhenItsBytesAddUp() {
    assertThat(sizes(cut(10, 100, 60, 60, 10, 10, 80))).containsExactly(2, 3);
  }

  @Test
  void aFileLargerThanAPartIsAPart() {
    assertThat(sizes(cut(10, 100, 5_000, 5_000, 1))).containsExactly(1, 1, 1);
  }

  @Test
  void unknownSizesCountAsNothing() {
    assertThat(sizes(cut(3, 100, Entry.UNKNOWN_SIZE, Entry.UNKNOWN_SIZE))).containsExactly(2);
  }

  @Test
  void noMoreIsReadThanThePartThatIsAskedFor() {
    Iterator<Entry> endless =
        LongStream.iterate(0, i -> i + 1).mapToObj(i -> entry((int) i, 1)).iterator();

    assertThat(new Cut(endless, 4, 1_000).next()).hasSize(4);
    assertThat(endless.next().path()).isEqualTo(entry(4, 1).path());
  }

  private static Cut cut(int entries, long bytes, long... sizes) {
    List<Entry> all = new ArrayList<>();
    Arrays.stream(sizes).forEach(size -> all.add(entry(all.size(), size)));
    return new Cut(all.iterator(), entries, bytes);
  }

  private static List<Integer> sizes(Cut cut) {
    List<Integer> sizes = new ArrayList<>();
    cut.forEachRemaining(part -> sizes.add(part.size()));
    return sizes;
  }

  private static Entry entry(int number, long size) {
    TreePath path = TreePath.of("pool/%09d.deb".formatted(number));
    return Entry.lazy(path, Role.PAYLOAD, size, 0, List.of());
  }
}
