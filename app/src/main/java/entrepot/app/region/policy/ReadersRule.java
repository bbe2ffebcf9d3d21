package entrepot.app.region.policy;

import java.util.List;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.node.ObjectNode;

/** Who may read: this region's statements of the bucket's policy; those of others stay. */
record ReadersRule(S3Client client, BucketRules rules) implements Rule {
  @Override
  public String name() {
    return "bucket policy";
  }

  @Override
  public List<String> differences() {
    return has().differences(rules.statements(), Statements.sids(rules.region()));
  }

  /** The policy that the bucket has; an empty one where it has none. */
  PolicyDocument has() {
    try {
      return PolicyDocument.of(
          client.getBucketPolicy(get -> get.bucket(rules.bucket().name())).policy());
    } catch (S3Exception e) {
      if (Answers.absent(e)) {
        return PolicyDocument.of("{}");
      }
      throw e;
    }
  }

  @Override
  public void install() {
    ObjectNode policy = has().with(rules.statements(), Statements.sids(rules.region()));
    // With what others have in it, it may be too large all the same.
    PolicyTooLarge.check(rules, policy);
    client.putBucketPolicy(put ->
        put.bucket(rules.bucket().name())
            .policy(policy.toString())
            .overrideConfiguration(to -> to.addPlugin(LegacyMd5Plugin.create())));
  }
}
