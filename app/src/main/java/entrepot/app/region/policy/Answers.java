package entrepot.app.region.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a provider's refusals mean. */
final class Answers {
  private static final Set<String> ABSENT =
      Set.of(
          "NoSuchBucketPolicy",
          "NoSuchPolicy",
          "NoSuchLifecycleConfiguration",
          "NoSuchPublicAccessBlockConfiguration");

  private Answers() {}

  /** Whether the bucket is there and has no such thing. */
  static boolean absent(S3Exception e) {
    return ABSENT.contains(code(e));
  }

  /** Whether the provider does not know the request at all. */
  static boolean notImplemented(S3Exception e) {
    return e.statusCode() == 501 || e.statusCode() == 405 || code(e).equals("NotImplemented");
  }

  static String code(S3Exception e) {
    @Nullable AwsErrorDetails details = e.awsErrorDetails();
    @Nullable String code = details == null ? null : details.errorCode();
    return code == null ? "status " + e.statusCode() : code;
  }
}
