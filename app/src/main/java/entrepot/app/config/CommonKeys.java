package entrepot.app.config;

import entrepot.app.config.TreeConfiguration.Policy;
import entrepot.ledger.Timing;
import java.util.Optional;

/**
 * What the file says of a tree of whatever kind.
 *
 * @param policy absent where the file names none
 */
record CommonKeys(
    String name, Optional<Policy> policy, Optional<Timing> schedule, ReleaseRules rules) {
  /** The policy; on demand where the file names none. */
  Policy policyOrUsual() {
    return policy.orElse(Policy.ON_DEMAND);
  }
}
