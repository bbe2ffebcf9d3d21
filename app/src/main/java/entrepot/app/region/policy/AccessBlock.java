package entrepot.app.region.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A public-access block, as {@code aws s3api put-public-access-block} takes it.
 *
 * <p>No object is ever opened by an ACL, so such are always ignored. They are refused too, but only
 * by AWS: a Ceph that refuses them (16.2) refuses every upload. The others refuse and disarm
 * policies that AWS takes for public; one that is limited to fixed networks or VPC endpoints is
 * none, so they are off only where everybody may read.
 */
public record AccessBlock(
    @JsonProperty("BlockPublicAcls") boolean blockPublicAcls,
    @JsonProperty("IgnorePublicAcls") boolean ignorePublicAcls,
    @JsonProperty("BlockPublicPolicy") boolean blockPublicPolicy,
    @JsonProperty("RestrictPublicBuckets") boolean restrictPublicBuckets) {

  static AccessBlock of(boolean publicPolicy, boolean aws) {
    return new AccessBlock(aws, true, !publicPolicy, !publicPolicy);
  }
}
