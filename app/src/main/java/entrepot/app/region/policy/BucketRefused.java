package entrepot.app.region.policy;

import entrepot.kit.Failure;
import entrepot.store.s3.Bucket;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A provider that says no, or does not answer. */
public final class BucketRefused extends Failure {
  private static final long serialVersionUID = 1L;

  private BucketRefused(String message, String next, SdkException cause) {
    super(message, next, cause);
  }

  static BucketRefused because(String doing, Bucket bucket, SdkException e) {
    if (e instanceof S3Exception answer) {
      return new BucketRefused(
          "%s of %s: the provider answers %s".formatted(doing, bucket, Answers.code(answer)),
          next(bucket, answer),
          e);
    }
    return new BucketRefused(
        "%s of %s: %s".formatted(doing, bucket, e.getMessage()),
        "See whether the provider can be reached from here, and where its key is.",
        e);
  }

  private static String next(Bucket bucket, S3Exception e) {
    return switch (Answers.code(e)) {
      case "NoSuchBucket" -> "Create it first: aws s3 mb s3://%s".formatted(bucket.name());
      case "AccessDenied" ->
          "The key that publishes may not do this, as it should be: use the bucket owner's, by"
              + " --profile NAME or --chain. Is it the owner's, then the account's own"
              + " public-access block forbids it.";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch" -> "See regions.*.bucket.credentials.";
      default -> "See the provider's documentation of this code.";
    };
  }
}
