package entrepot.app.region.policy;

import entrepot.kit.Failure;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A bucket policy that no provider takes. */
public final class PolicyTooLarge extends Failure {
  private static final long serialVersionUID = 1L;

  /** In bytes: "Bucket policies are limited to 20 KB" in the S3 guide. */
  static final int MOST = 20 * 1024;

  /** A network with its quotes and comma, IPv4. */
  private static final int OF_ONE = 18;

  private PolicyTooLarge(String message, String next) {
    super(message, next, null);
  }

  static void check(BucketRules rules, JsonNode policy) {
    int size = policy.toString().getBytes(StandardCharsets.UTF_8).length;
    if (size > MOST) {
      throw new PolicyTooLarge(
          "the policy of %s for region %s would have %,d bytes, %,d more than the %,d that a bucket takes; its networks are as few prefixes as cover them"
              .formatted(rules.bucket(), rules.region(), size, size - MOST, MOST),
          "Take about %,d networks out of regions.%s.networks (wider ones in their place, or another region with a bucket of its own), or let clients in by vpc-endpoints."
              .formatted(1 + (size - MOST) / OF_ONE, rules.region()));
    }
  }
}
