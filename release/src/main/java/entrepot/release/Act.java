package entrepot.release;

import java.util.Optional;

/**
 * Why a head was issued. It is signed with the head, so that the journal can be written up from the
 * history.
 *
 * @param tree the tree that it concerns; absent where content of all trees is revoked
 */
public record Act(Kind kind, String who, Optional<String> tree, Optional<String> note) {
  /** What can be done to a region. */
  public enum Kind {
    RELEASE,
    ROLLBACK,
    REVOKE,
    UNREVOKE,
    /** A tree, or a folder of it, went for good. */
    RETIRE,
    /** It may come back. */
    REINSTATE
  }

  static final Act UNTOLD = new Act(Kind.RELEASE, "", Optional.empty(), Optional.empty());
}
