package entrepot.app.region.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket's public-access block. */
record AccessBlockRule(S3Client client, BucketRules rules) implements Rule {
  @Override
  public String name() {
    return "public-access block";
  }

  @Override
  public List<String> differences() {
    AccessBlock is = has();
    AccessBlock wanted = rules.block();
    List<String> differences = new ArrayList<>();
    differ(differences, "BlockPublicAcls", is.blockPublicAcls(), wanted.blockPublicAcls());
    differ(differences, "IgnorePublicAcls", is.ignorePublicAcls(), wanted.ignorePublicAcls());
    differ(differences, "BlockPublicPolicy", is.blockPublicPolicy(), wanted.blockPublicPolicy());
    differ(
        differences,
        "RestrictPublicBuckets",
        is.restrictPublicBuckets(),
        wanted.restrictPublicBuckets());
    return differences;
  }

  private static void differ(List<String> into, String name, boolean is, boolean wanted) {
    if (is != wanted) {
      into.add("%s is %s, and should be %s".formatted(name, onOff(is), onOff(wanted)));
    }
  }

  private static String onOff(boolean is) {
    return is ? "on" : "off";
  }

  private AccessBlock has() {
    try {
      @Nullable PublicAccessBlockConfiguration is =
          client
              .getPublicAccessBlock(get -> get.bucket(rules.bucket().name()))
              .publicAccessBlockConfiguration();
      return is == null
          ? new AccessBlock(false, false, false, false)
          : new AccessBlock(
              on(is.blockPublicAcls()),
              on(is.ignorePublicAcls()),
              on(is.blockPublicPolicy()),
              on(is.restrictPublicBuckets()));
    } catch (S3Exception e) {
      if (Answers.absent(e)) {
        return new AccessBlock(false, false, false, false);
      }
      throw e;
    }
  }

  private static boolean on(@Nullable Boolean is) {
    return Boolean.TRUE.equals(is);
  }

  @Override
  public void install() {
    AccessBlock wanted = rules.block();
    client.putPublicAccessBlock(put ->
        put.bucket(rules.bucket().name())
            .publicAccessBlockConfiguration(block ->
                block
                    .blockPublicAcls(wanted.blockPublicAcls())
                    .ignorePublicAcls(wanted.ignorePublicAcls())
                    .blockPublicPolicy(wanted.blockPublicPolicy())
                    .restrictPublicBuckets(wanted.restrictPublicBuckets()))
            .overrideConfiguration(to -> to.addPlugin(LegacyMd5Plugin.create())));
  }
}
