package entrepot.app.config;

import entrepot.ledger.Timing;
import java.util.Optional;

/** A tree that is mirrored; its kind says how its source is read. */
public sealed interface TreeConfiguration
    permits AptTree, RpmTree, FilesTree, PypiTree, WheelsTree {
  /** The first part of its URL path. */
  String name();

  /** As the file says it, such as {@code apt}. */
  String kind();

  /** Where it is mirrored from, for people. */
  String origin();

  /** Whether a sync fetches all, or clients' requests do. */
  Policy policy();

  /** When it is synced; absent: by hand. */
  Optional<Timing> schedule();

  /** What may be published, where, and for how long. */
  ReleaseRules rules();

  /** When the bytes of a tree are fetched. */
  enum Policy {
    /** At a sync. */
    FULL,
    /** When the first client asks. */
    ON_DEMAND,
    /** Never: clients fetch from the upstream (Python indexes only). */
    METADATA
  }
}
