package entrepot.cloud.wire;

import java.util.Map;
import java.util.Optional;

/** Whose access keys are accepted. */
public final class Accounts {
  private final Map<String, Account> keys;

  /** Accounts by access key id; one account may have several. */
  public Accounts(Map<String, Account> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** Whose key that is. */
  public Optional<Account> of(String accessKeyId) {
    return Optional.ofNullable(keys.get(accessKeyId));
  }
}
