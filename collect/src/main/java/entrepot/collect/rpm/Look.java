package entrepot.collect.rpm;

import java.util.Optional;

/** What one look at a repository brought. */
sealed interface Look {
  RpmRepository repository();

  /**
   * The upstream has the repomd.xml that the parent has.
   *
   * @param refreshed the same bytes with other validators, from the first mirror
   */
  record Same(RpmRepository repository, Mirrors mirrors, Optional<EntryFile> refreshed)
      implements Look {}

  /** The upstream has this one, checked. */
  record Found(PinnedRepository pinned) implements Look {
    @Override
    public RpmRepository repository() {
      return pinned.repository();
    }
  }
}
