package entrepot.collect.rpm;

import java.util.List;

/**
 * One repository of a run: its repomd.xml, fetched once and checked, and all that it says.
 *
 * @param files repomd.xml first, then its signature and its key where there are any
 */
record PinnedRepository(
    RpmRepository repository, Mirrors mirrors, Repomd repomd, List<EntryFile> files) {
  PinnedRepository {
    files = List.copyOf(files);
  }

  /** The modification time of what has none of its own, in seconds since 1970. */
  long seconds() {
    return repomd.timestamp() > 0
        ? repomd.timestamp()
        : repomd.revision().map(Numbers::seconds).orElse(0L);
  }
}
