package entrepot.bench.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeSet;

/** Entries like those of a Debian archive, in order: ten packages a folder. */
final class Archive implements Iterator<Entry> {
  private final int size;
  private int next;

  Archive(int size) {
    this.size = size;
  }

  @Override
  public boolean hasNext() {
    return next < size;
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return entry(next++, 0);
  }

  /** Edits that give so many entries, chosen at random, other content. */
  static List<Edit> changes(int size, int changed, int round) {
    Random random = new Random(round);
    TreeSet<Integer> chosen = new TreeSet<>();
    while (chosen.size() < changed) {
      chosen.add(random.nextInt(size));
    }
    List<Edit> edits = new ArrayList<>();
    for (int number : chosen) {
      edits.add(new Edit.Put(entry(number, round + 1)));
    }
    return edits;
  }

  private static Entry entry(int number, int version) {
    TreePath path =
        TreePath.of(
            "pool/main/%03d/package-%06d/package-%06d_%d.%d-1_amd64.deb"
                .formatted(number / 10_000, number / 10, number / 10, number % 10, number % 7));
    Digest sha256 = Digest.sha256Of((number + "." + version).getBytes(StandardCharsets.UTF_8));
    return Entry.present(path, Role.PAYLOAD, 1000L + number, 1_700_000_000L + number, sha256);
  }
}
