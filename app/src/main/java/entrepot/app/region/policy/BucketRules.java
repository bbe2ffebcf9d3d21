package entrepot.app.region.policy;

import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.RegionConfiguration;
import entrepot.store.s3.Bucket;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a region's bucket should have.
 *
 * @param statements of the bucket's policy
 * @param publisher the IAM policy of the key that publishes; attached by whoever keeps the keys
 * @param block the public-access block; where buckets are shared, it is the bucket's, not the
 *     region's
 * @param notes what the reader ought to know
 */
public record BucketRules(
    String region,
    Bucket bucket,
    List<ObjectNode> statements,
    ObjectNode publisher,
    AccessBlock block,
    List<String> notes) {
  /** Days after which an upload in parts that nobody ended is thrown away. */
  static final int STALE_DAYS = 2;

  public BucketRules {
    statements = List.copyOf(statements);
    notes = List.copyOf(notes);
  }

  /**
   * Those of that region.
   *
   * @throws NoBucket where it has none
   * @throws PolicyTooLarge when its networks, merged, are more than a policy can hold
   */
  public static BucketRules of(RegionConfiguration region) {
    BucketConfiguration bucket = region.bucket().orElseThrow(() -> new NoBucket(region.name()));
    List<IPAddress> networks = ReaderNetworks.merged(region.networks());
    boolean everybody = networks.isEmpty() && bucket.vpcEndpoints().isEmpty();
    boolean publicPolicy = everybody || ReaderNetworks.arePublic(networks);
    BucketRules rules =
        new BucketRules(
            region.name(),
            bucket.bucket(),
            Statements.readers(region, bucket, networks),
            Statements.publisher(bucket.bucket()),
            AccessBlock.of(publicPolicy, bucket.bucket().endpoint().isEmpty()),
            notes(region, bucket, networks, publicPolicy));
    PolicyTooLarge.check(rules, rules.policy());
    return rules;
  }

  private static List<String> notes(
      RegionConfiguration region,
      BucketConfiguration bucket,
      List<IPAddress> networks,
      boolean publicPolicy) {
    List<String> notes = new ArrayList<>();
    if (publicPolicy) {
      notes.add(
          networks.isEmpty()
              ? "Everybody may read: regions.%s has neither networks nor vpc-endpoints."
                  .formatted(region.name())
              : "AWS takes the policy for public, since a network is wider than /8 (IPv6: /32); the"
                  + " account's own public-access block may forbid that.");
    }
    int given = region.networks().size();
    if (networks.size() < given) {
      notes.add("%d networks are written as %d.".formatted(given, networks.size()));
    }
    Optional<IPAddress> hidden = networks.stream().filter(BucketRules::isPrivate).findFirst();
    boolean aws = bucket.bucket().endpoint().isEmpty();
    if (aws && hidden.isPresent()) {
      notes.add(
          "%s is private: AWS sees such clients only behind a VPC endpoint; name it in vpc-endpoints."
              .formatted(hidden.get().toCanonicalString()));
    }
    if (!aws && !bucket.vpcEndpoints().isEmpty()) {
      notes.add("vpc-endpoints are AWS's; elsewhere they let in nobody.");
    }
    return notes;
  }

  private static boolean isPrivate(IPAddress network) {
    return network.isIPv4() && network.toIPv4().isPrivate();
  }

  /** The bucket policy, where no one else has statements in it. */
  public ObjectNode policy() {
    return Statements.policy(statements);
  }

  /** The name of the lifecycle rule. */
  String staleRule() {
    return "entrepot-stale-uploads-" + region;
  }

  /** As {@code aws s3api put-bucket-lifecycle-configuration} takes it. */
  public Map<String, Object> lifecycle() {
    return Map.of(
        "Rules",
        List.of(
            Map.of(
                "ID", staleRule(),
                "Status", "Enabled",
                "Filter", Map.of("Prefix", bucket.prefix()),
                "AbortIncompleteMultipartUpload", Map.of("DaysAfterInitiation", STALE_DAYS))));
  }
}
