package entrepot.ledger;

/**
 * A document of the lab cloud.
 *
 * @param region the lab cloud's region, whose names mean nothing in another one
 * @param kind such as {@code instance}
 * @param id its name within region and kind
 * @param account whose it is
 * @param body JSON, which only the lab cloud reads
 */
public record CloudRecord(String region, String kind, String id, String account, String body) {
  /** What names a record. */
  public record Key(String region, String kind, String id) {}

  /** Its name. */
  public Key key() {
    return new Key(region, kind, id);
  }
}
