package entrepot.app.config;

import java.nio.file.Path;

/** Where the key of a bucket is; it never stands in the configuration. */
public sealed interface BucketCredentials {
  /** Where the AWS SDK looks by itself: environment, configuration files, the machine's role. */
  record Usual() implements BucketCredentials {}

  /** A profile of the AWS configuration files. */
  record Profile(String name) implements BucketCredentials {}

  /** The first lines of two files. */
  record InFiles(Path accessKey, Path secretKey) implements BucketCredentials {}

  /** Two environment variables. */
  record InEnvironment(String accessKey, String secretKey) implements BucketCredentials {}
}
