package entrepot.store.s3;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Clients that suit AWS and those who are like it. */
public final class S3Clients {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 32;

  /** A body smaller than this is sent without asking whether it may come. */
  private static final long LARGE = 1 << 20;

  /** The metadata of an object that says its content's sha256, in hexadecimal. */
  public static final String SHA256 = "sha256";

  private S3Clients() {}

  /**
   * A client for the bucket's provider. Ceph refuses bodies in signed chunks and checksums in
   * trailers, so none are sent: callers tell the sha256 of what they put in its metadata ({@link
   * #SHA256}), or its MD5.
   */
  public static S3Client open(Bucket bucket, AwsCredentialsProvider credentials) {
    return open(bucket, credentials, CONNECTIONS, List.of());
  }

  /**
   * The same, for so many requests at once.
   *
   * @param watching see each request on its way
   */
  public static S3Client open(
      Bucket bucket,
      AwsCredentialsProvider credentials,
      int connections,
      List<ExecutionInterceptor> watching) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(bucket.region()))
            .credentialsProvider(credentials)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(STALL)
                    .maxConnections(connections))
            // Ceph wants the MD5 of a list of what to delete, and knows no other checksum.
            .addPlugin(LegacyMd5Plugin.create())
            .putAuthScheme(new KnownDigest())
            .overrideConfiguration(settings -> settings.executionInterceptors(watching))
            .serviceConfiguration(
                S3Configuration.builder()
                    .chunkedEncodingEnabled(false)
                    .expectContinueThresholdInBytes(LARGE)
                    .build());
    bucket.endpoint().ifPresent(at -> builder.endpointOverride(at).forcePathStyle(true));
    return builder.build();
  }
}
