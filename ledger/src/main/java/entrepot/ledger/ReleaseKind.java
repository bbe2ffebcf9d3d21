package entrepot.ledger;

/** Why a region's head was replaced. */
public enum ReleaseKind {
  RELEASE,
  ROLLBACK,
  REVOCATION,
  RETIREMENT,
  /** Carried files were dropped after their time. */
  EXPIRY
}
