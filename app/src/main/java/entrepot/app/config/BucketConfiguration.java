package entrepot.app.config;

import entrepot.store.s3.Bucket;
import java.net.URI;
import java.util.List;

/**
 * A bucket and who may use it.
 *
 * @param vpcEndpoints of AWS; their networks may read
 * @param parallel requests at once
 */
public record BucketConfiguration(
    Bucket bucket, BucketCredentials credentials, List<String> vpcEndpoints, int parallel) {
  public BucketConfiguration {
    vpcEndpoints = List.copyOf(vpcEndpoints);
  }

  /** The folder that all keys lie in, as the provider serves it; no slash at its end. */
  public URI address() {
    String host =
        bucket
            .endpoint()
            .map(endpoint -> endpoint + "/" + bucket.name())
            .orElseGet(() -> atAws(bucket.name(), bucket.region()));
    return URI.create((host + "/" + bucket.prefix()).replaceAll("/+$", ""));
  }

  /** A name with a dot in it fits no certificate of AWS's as a host. */
  private static String atAws(String name, String region) {
    return name.contains(".")
        ? "https://s3.%s.amazonaws.com/%s".formatted(region, name)
        : "https://%s.s3.%s.amazonaws.com".formatted(name, region);
  }
}
