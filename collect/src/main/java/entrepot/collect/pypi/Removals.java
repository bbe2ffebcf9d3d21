package entrepot.collect.pypi;

/** What becomes of projects and files that the upstream removed. */
public enum Removals {
  /** They are removed here too: upstreams remove malware. */
  FOLLOW,
  /** They stay. */
  KEEP
}
