package entrepot.app.region.policy;

import static entrepot.app.region.policy.PolicyReport.Outcome.DIFFERS;
import static entrepot.app.region.policy.PolicyReport.Outcome.INSTALLED;
import static entrepot.app.region.policy.PolicyReport.Outcome.RIGHT;
import static entrepot.app.region.policy.PolicyReport.Outcome.UNSUPPORTED;

import entrepot.app.region.policy.PolicyReport.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Compares a bucket with what it should have, and installs what differs. */
public final class RegionPolicy {
  private final BucketRules rules;
  private final S3Client client;
  private final S3Client nobody;
  private final Set<String> known;

  /**
   * Over a bucket.
   *
   * @param client with the key of the bucket's owner
   * @param nobody without any key
   * @param known the Sids of all regions' statements
   */
  public RegionPolicy(BucketRules rules, S3Client client, S3Client nobody, Set<String> known) {
    this.rules = rules;
    this.client = client;
    this.nobody = nobody;
    this.known = Set.copyOf(known);
  }

  /** The Sids that statements of such regions may have. */
  public static Set<String> sids(Set<String> regions) {
    return regions.stream()
        .flatMap(region -> Statements.sids(region).stream())
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** Looks, and changes nothing; throws {@link BucketRefused}. */
  public PolicyReport audit() {
    List<Part> parts = new ArrayList<>();
    inOrder().forEach(rule -> parts.add(checked(rule)));
    strangers(parts);
    parts.add(openness());
    return report(parts);
  }

  /**
   * Installs what differs, and reads it back; throws {@link BucketRefused} and {@link
   * PolicyTooLarge}.
   */
  public PolicyReport apply() {
    List<Part> parts = new ArrayList<>();
    inOrder().forEach(rule -> parts.add(installed(rule)));
    strangers(parts);
    return report(parts);
  }

  /**
   * A block that opens goes before the policy, which it would refuse otherwise; one that closes
   * goes behind, so that readers are never without a policy that the block lets stand.
   */
  private List<Rule> inOrder() {
    Rule readers = new ReadersRule(client, rules);
    Rule block = new AccessBlockRule(client, rules);
    Rule stale = new StaleUploadsRule(client, rules);
    return rules.block().blockPublicPolicy()
        ? List.of(readers, block, stale)
        : List.of(block, readers, stale);
  }

  private Part checked(Rule rule) {
    try {
      List<String> differences = rule.differences();
      return new Part(rule.name(), differences.isEmpty() ? RIGHT : DIFFERS, differences);
    } catch (S3Exception e) {
      return unsupported(rule, "asking for the ", e);
    } catch (SdkException e) {
      throw BucketRefused.because("asking for the " + rule.name(), rules.bucket(), e);
    }
  }

  private Part installed(Rule rule) {
    Part found = checked(rule);
    if (found.outcome() != DIFFERS) {
      return found;
    }
    try {
      rule.install();
    } catch (S3Exception e) {
      return unsupported(rule, "installing the ", e);
    } catch (SdkException e) {
      throw BucketRefused.because("installing the " + rule.name(), rules.bucket(), e);
    }
    // There are providers that take what they do not know for something else, and say 200.
    Part now = checked(rule);
    return now.outcome() == RIGHT
        ? new Part(rule.name(), INSTALLED, found.differences())
        : new Part(
            rule.name(),
            UNSUPPORTED,
            List.of(
                "the provider took it and does not give it back: "
                    + String.join("; ", now.differences())));
  }

  private Part unsupported(Rule rule, String doing, S3Exception e) {
    if (!Answers.notImplemented(e)) {
      throw BucketRefused.because(doing + rule.name(), rules.bucket(), e);
    }
    return new Part(
        rule.name(),
        UNSUPPORTED,
        List.of("the provider has no such thing (%s)".formatted(Answers.code(e))));
  }

  /** What others have in the policy stays, and is told. */
  private void strangers(List<Part> parts) {
    boolean readable =
        parts.stream()
            .anyMatch(p -> p.name().equals("bucket policy") && p.outcome() != UNSUPPORTED);
    if (readable) {
      List<String> found = new ReadersRule(client, rules).has().strangers(known);
      if (!found.isEmpty()) {
        parts.add(new Part("other statements", DIFFERS, found));
      }
    }
  }

  /** Asks without any key for what nobody may have, whatever its address: two requests. */
  private Part openness() {
    List<String> open = new ArrayList<>();
    String head = rules.bucket().prefix() + ".entrepot/head.json";
    if (allowed(
        () -> {
          var _ = nobody.headObject(get -> get.bucket(rules.bucket().name()).key(head));
        })) {
      open.add("Entrepot's own objects can be read without a key (%s)".formatted(head));
    }
    if (allowed(
        () -> {
          var _ = nobody.listObjectsV2(list -> list.bucket(rules.bucket().name()).maxKeys(1));
        })) {
      open.add("the bucket can be listed without a key");
    }
    return new Part("what everybody may do", open.isEmpty() ? RIGHT : DIFFERS, open);
  }

  private boolean allowed(Runnable request) {
    try {
      request.run();
      return true;
    } catch (S3Exception e) {
      // A 404 would be an answer to somebody who may look.
      return e.statusCode() == 404 && !Answers.code(e).equals("NoSuchBucket");
    } catch (SdkException e) {
      throw BucketRefused.because("asking without a key", rules.bucket(), e);
    }
  }

  private PolicyReport report(List<Part> parts) {
    return new PolicyReport(rules.region(), rules.bucket().toString(), parts, rules.notes());
  }
}
