package entrepot.collect.files;

import entrepot.collect.Quarantine;
import entrepot.kit.Digest;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decides what becomes of a file that is named more than once. Checksums of different algorithms
 * add up, as SHA256SUMS and SHA512SUMS of one folder do; where two contradict each other, nobody
 * can say which is right.
 */
final class NamedTwice {
  private final Quarantine quarantine;

  NamedTwice(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /** One entry of both; without a digest, so that no fetch is tried, where they contradict. */
  Entry of(Entry earlier, Entry later) {
    if (earlier.state() == State.MISSING) {
      return earlier;
    }
    if (later.state() == State.MISSING) {
      return later;
    }
    if (contradict(earlier, later)) {
      return quarantine.missing(
          new Entry(
              earlier.path(),
              Role.PAYLOAD,
              State.MISSING,
              Entry.UNKNOWN_SIZE,
              Math.min(earlier.mtime(), later.mtime()),
              List.of(),
              List.of()),
          "checksum files name it with different sizes or checksums");
    }
    List<Digest> digests = new ArrayList<>(earlier.digests());
    later.digests().stream().filter(d -> !digests.contains(d)).forEach(digests::add);
    Collections.sort(digests);
    return Entry.lazy(
        earlier.path(),
        Role.PAYLOAD,
        Math.max(earlier.size(), later.size()),
        Math.min(earlier.mtime(), later.mtime()),
        digests);
  }

  private static boolean contradict(Entry one, Entry other) {
    boolean sizes =
        one.size() != other.size()
            && one.size() != Entry.UNKNOWN_SIZE
            && other.size() != Entry.UNKNOWN_SIZE;
    return sizes
        || one.digests().stream()
            .anyMatch(d ->
                other.digests().stream()
                    .anyMatch(o -> o.algorithm() == d.algorithm() && !o.equals(d)));
  }
}
