package entrepot.store.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Clients that suit AWS and those who are like it. */
public final class S3Clients {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 32;

  private S3Clients() {}

  /**
   * A client for the bucket's provider. Ceph refuses bodies in signed chunks and checksums in
   * trailers, so none are sent: callers give the MD5 of what they put instead.
   */
  public static S3Client open(Bucket bucket, AwsCredentialsProvider credentials) {
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
                    .maxConnections(CONNECTIONS))
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build());
    bucket.endpoint().ifPresent(at -> builder.endpointOverride(at).forcePathStyle(true));
    return builder.build();
  }
}
