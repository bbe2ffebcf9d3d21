package entrepot.release.s3;

import entrepot.kit.Failure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket did not do what was asked of it. */
public final class BucketFailure extends Failure {
  private static final long serialVersionUID = 1L;

  BucketFailure(String doing, SdkException cause) {
    super(doing + ": " + cause.getMessage(), advice(cause), cause);
  }

  private static String advice(SdkException cause) {
    int status = cause instanceof S3Exception e ? e.statusCode() : 0;
    return switch (status) {
      case 401, 403 ->
          "Check the region's 'credentials', and what the bucket lets that key do;"
              + " 'entrepot region policy print' shows what it needs.";
      case 404 -> "Make the bucket, or correct its name and endpoint.";
      default -> "Run it again when the provider answers; it goes on where it stopped.";
    };
  }
}
