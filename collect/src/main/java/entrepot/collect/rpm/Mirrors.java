package entrepot.collect.rpm;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The mirrors that a repository's files are fetched from, in this order. */
record Mirrors(List<Mirror> all) {
  /** A file that so many do not have will not be at the next either. */
  private static final int MOST = 5;

  Mirrors {
    all = List.copyOf(all);
  }

  /** With that one before all others: it has the repomd.xml of the run. */
  Mirrors beginningWith(Mirror first) {
    List<Mirror> ordered = new ArrayList<>(List.of(first));
    all.stream().filter(mirror -> !mirror.equals(first)).forEach(ordered::add);
    return new Mirrors(ordered);
  }

  /** Where a file of the repository may be had. */
  List<URI> of(String file) {
    return all.stream().limit(MOST).map(mirror -> mirror.of(file)).toList();
  }

  /** By which an absolute address is known to mean the repository itself. */
  List<String> addresses() {
    return all.stream().map(mirror -> mirror.folder().toString()).toList();
  }
}
