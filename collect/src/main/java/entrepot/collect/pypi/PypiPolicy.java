package entrepot.collect.pypi;

/** What of an index's files is carried. */
public enum PypiPolicy {
  /** Every file is fetched at a sync. */
  FULL,
  /** A file is fetched when the first client asks for it. */
  ON_DEMAND,
  /** Pages and core metadata only; clients fetch the files from the upstream by its own links. */
  METADATA
}
