package entrepot.cloud.wire;

/**
 * Who an access key belongs to.
 *
 * @param id twelve digits
 * @param secret what requests are signed with
 */
public record Account(String id, String secret) {
  public Account {
    if (!id.matches("[0-9]{12}")) {
      throw new IllegalArgumentException("an account is named by twelve digits, not " + id);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
