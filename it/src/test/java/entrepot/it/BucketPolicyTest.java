package entrepot.it;

import static entrepot.app.region.policy.PolicyReport.Outcome.DIFFERS;
import static entrepot.app.region.policy.PolicyReport.Outcome.INSTALLED;
import static entrepot.app.region.policy.PolicyReport.Outcome.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.app.config.RegionConfiguration;
import entrepot.app.region.policy.BucketRefused;
import entrepot.app.region.policy.BucketRules;
import entrepot.app.region.policy.PolicyReport;
import entrepot.app.region.policy.RegionPolicy;
import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.Namespace;
import entrepot.it.fixture.Ran;
import entrepot.store.s3.S3Clients;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** Who may read a bucket, judged by Ceph from addresses inside and outside of the networks. */
@NeedsCeph
@NeedsNamespaces
class BucketPolicyTest {
  private static final String BUCKET = "policy-test";
  private static final String FILE = "m/pypi/a";
  private static final String HEAD = "m/.entrepot/head.json";

  @TempDir Path folder;
  private final Ceph ceph = Ceph.shared();
  private Namespace inside;
  private Namespace outside;
  private S3Client owner;
  private S3Client nobody;

  @BeforeEach
  void bucket() {
    inside = Namespace.create();
    outside = Namespace.create();
    var bucket = region("").bucket().orElseThrow().bucket();
    owner = S3Clients.open(bucket, ceph.user("policy-owner").credentials());
    nobody = S3Clients.open(bucket, AnonymousCredentialsProvider.create());
    owner.createBucket(create -> create.bucket(BUCKET));
    for (String key : List.of(FILE, HEAD, "other/x")) {
      owner.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(key));
    }
  }

  @AfterEach
  void leaveNothing() {
    owner.deletePublicAccessBlock(delete -> delete.bucket(BUCKET));
    owner.deleteBucketPolicy(delete -> delete.bucket(BUCKET));
    for (String key : List.of(FILE, HEAD, "other/x")) {
      owner.deleteObject(delete -> delete.bucket(BUCKET).key(key));
    }
    owner.deleteBucket(delete -> delete.bucket(BUCKET));
    owner.close();
    nobody.close();
    inside.close();
    outside.close();
  }

  private RegionConfiguration region(String networks) {
    String yaml =
        """
        regions:
          east:
            bucket: {name: %s, prefix: m/, region: us-east-1, endpoint: "%s"}
            %s
        """
            .formatted(BUCKET, ceph.endpoint(), networks);
    return Objects.requireNonNull(
        Installation.in(folder, yaml).configuration().regions().get("east"));
  }

  private RegionPolicy forThoseInside() {
    return policy("networks: [%s/32, '2001:db8::/32']".formatted(inside.address()), owner);
  }

  private RegionPolicy policy(String networks, S3Client by) {
    return new RegionPolicy(
        BucketRules.of(region(networks)), by, nobody, RegionPolicy.sids(Set.of("east")));
  }

  private static List<PolicyReport.Outcome> outcomes(PolicyReport report) {
    return report.parts().stream().map(PolicyReport.Part::outcome).toList();
  }

  private static List<String> differences(PolicyReport report) {
    return report.parts().stream().flatMap(part -> part.differences().stream()).toList();
  }

  private int status(Namespace from, String key) {
    String url = ceph.endpointForNamespaces() + "/" + BUCKET + "/" + key;
    List<String> curl =
        List.of("curl", "-s", "--max-time", "10", "-o", "/dev/null", "-w", "%{http_code}", url);
    return Integer.parseInt(Ran.command(Map.of(), from.in(curl)).must().output());
  }

  @Test
  void thoseInsideReadTheTreesAndNothingElseAndThoseOutsideNothing() {
    assertThat(outcomes(forThoseInside().apply())).containsExactly(INSTALLED, INSTALLED, INSTALLED);

    assertThat(status(inside, FILE)).isEqualTo(200);
    assertThat(status(outside, FILE)).isEqualTo(403);
    assertThat(status(inside, HEAD)).isEqualTo(403);
    assertThat(status(inside, "other/x")).isEqualTo(403);
    assertThat(status(inside, "?list-type=2")).isEqualTo(403);
    assertThat(owner.getObjectAsBytes(get -> get.bucket(BUCKET).key(HEAD)).asUtf8String())
        .isEqualTo(HEAD);

    assertThat(outcomes(forThoseInside().apply())).containsExactly(RIGHT, RIGHT, RIGHT);
    PolicyReport audit = forThoseInside().audit();
    assertThat(audit.right()).as(audit.toString()).isTrue();
  }

  @Test
  void anAuditChangesNothingAndNamesWhatDiffers() {
    PolicyReport audit = forThoseInside().audit();
    assertThat(audit.right()).isFalse();
    assertThat(outcomes(audit)).containsExactly(DIFFERS, DIFFERS, DIFFERS, RIGHT);
    assertThat(differences(audit))
        .contains(
            "statement EntrepotNetworksOfeast is missing",
            "BlockPublicPolicy is off, and should be on",
            "rule entrepot-stale-uploads-east is missing");
    assertThat(differences(forThoseInside().audit())).isEqualTo(differences(audit));
    assertThat(status(inside, FILE)).isEqualTo(403);
  }

  @Test
  void whatDriftedIsNamedAndPutRightAndWhatIsOfOthersStays() {
    assertThat(forThoseInside().apply().right()).isTrue();
    owner.deletePublicAccessBlock(delete -> delete.bucket(BUCKET));
    String policy = owner.getBucketPolicy(get -> get.bucket(BUCKET)).policy();
    String drifted =
        policy
            .replace(inside.address() + "/32", outside.address() + "/32")
            .replace(
                "\"Statement\":[",
                """
                "Statement":[{"Sid": "Listing", "Effect": "Allow", "Principal": "*",
                "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::%s"},\
                """
                    .formatted(BUCKET));
    assertThat(drifted).contains("Listing");
    owner.putBucketPolicy(put -> put.bucket(BUCKET).policy(drifted));

    assertThat(differences(forThoseInside().audit()))
        .contains(
            inside.address() + "/32 is not let in",
            outside.address() + "/32 is let in, and should not be",
            "statement 'Listing', which is none of Entrepot's, lets others in: \"s3:ListBucket\"",
            "the bucket can be listed without a key");
    owner.putBucketPolicy(
        put -> put.bucket(BUCKET).policy(policy.replace(inside.address(), outside.address())));
    assertThat(status(outside, FILE)).isEqualTo(200);
    assertThat(forThoseInside().apply().right()).isTrue();
    assertThat(status(outside, FILE)).isEqualTo(403);
    assertThat(status(inside, FILE)).isEqualTo(200);
  }

  @Test
  void rulesOfOthersForTheSameBucketStay() {
    LifecycleRule theirs =
        LifecycleRule.builder()
            .id("theirs")
            .status(ExpirationStatus.ENABLED)
            .filter(filter -> filter.prefix("other/"))
            .expiration(expiration -> expiration.days(9))
            .build();
    owner.putBucketLifecycleConfiguration(put ->
        put.bucket(BUCKET)
            .lifecycleConfiguration(all -> all.rules(theirs))
            .overrideConfiguration(to -> to.addPlugin(LegacyMd5Plugin.create())));
    assertThat(forThoseInside().apply().right()).isTrue();
    assertThat(owner.getBucketLifecycleConfiguration(get -> get.bucket(BUCKET)).rules())
        .extracting(LifecycleRule::id)
        .containsExactlyInAnyOrder("theirs", "entrepot-stale-uploads-east");
  }

  @Test
  void aBucketForEverybodyIsOpenedAndClosedAgain() {
    assertThat(forThoseInside().apply().right()).isTrue();
    PolicyReport opened = policy("", owner).apply();
    assertThat(opened.right()).as(opened.toString()).isTrue();
    assertThat(status(outside, FILE)).isEqualTo(200);
    assertThat(status(outside, HEAD)).isEqualTo(403);
    assertThat(forThoseInside().apply().right()).isTrue();
    assertThat(status(outside, FILE)).isEqualTo(403);
    assertThat(status(inside, FILE)).isEqualTo(200);
  }

  @Test
  void anotherOnesKeyIsRefusedInWords() {
    try (S3Client other =
        S3Clients.open(
            region("").bucket().orElseThrow().bucket(), ceph.user("policy-other").credentials())) {
      assertThatThrownBy(() -> policy("", other).audit())
          .isInstanceOfSatisfying(
              BucketRefused.class,
              e -> {
                assertThat(e).hasMessageContaining("AccessDenied");
                assertThat(e.next()).contains("--profile");
              });
    }
  }
}
