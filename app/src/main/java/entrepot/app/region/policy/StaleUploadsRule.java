package entrepot.app.region.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortIncompleteMultipartUpload;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** That uploads which nobody ended are thrown away; the bucket's other lifecycle rules stay. */
record StaleUploadsRule(S3Client client, BucketRules rules) implements Rule {
  @Override
  public String name() {
    return "lifecycle";
  }

  @Override
  public List<String> differences() {
    Optional<LifecycleRule> is =
        all().stream().filter(rule -> rules.staleRule().equals(rule.id())).findFirst();
    if (is.isEmpty()) {
      return List.of("rule %s is missing".formatted(rules.staleRule()));
    }
    AbortIncompleteMultipartUpload abort = is.get().abortIncompleteMultipartUpload();
    Integer days = abort == null ? null : abort.daysAfterInitiation();
    boolean right =
        is.get().status() == ExpirationStatus.ENABLED
            && days != null
            && days == BucketRules.STALE_DAYS
            && prefix(is.get()).equals(rules.bucket().prefix())
            && is.get().expiration() == null;
    return right
        ? List.of()
        : List.of("rule %s is another one than wanted".formatted(rules.staleRule()));
  }

  @SuppressWarnings("deprecation") // Ceph and old buckets have it outside of the filter.
  private static String prefix(LifecycleRule rule) {
    String within = rule.filter() == null ? null : rule.filter().prefix();
    String outside = rule.prefix();
    return within != null ? within : outside != null ? outside : "";
  }

  private List<LifecycleRule> all() {
    try {
      return client
          .getBucketLifecycleConfiguration(get -> get.bucket(rules.bucket().name()))
          .rules();
    } catch (S3Exception e) {
      if (Answers.absent(e)) {
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public void install() {
    List<LifecycleRule> wanted = new ArrayList<>(all());
    wanted.removeIf(rule -> rules.staleRule().equals(rule.id()));
    wanted.add(
        LifecycleRule.builder()
            .id(rules.staleRule())
            .status(ExpirationStatus.ENABLED)
            .filter(filter -> filter.prefix(rules.bucket().prefix()))
            .abortIncompleteMultipartUpload(
                abort -> abort.daysAfterInitiation(BucketRules.STALE_DAYS))
            .build());
    client.putBucketLifecycleConfiguration(put ->
        put.bucket(rules.bucket().name())
            .lifecycleConfiguration(all -> all.rules(wanted))
            .overrideConfiguration(to -> to.addPlugin(LegacyMd5Plugin.create())));
  }
}
