package entrepot.app.region.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.app.config.ConfigurationFile;
import entrepot.app.config.RegionConfiguration;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a region's bucket should have. */
class BucketRulesTest {
  @TempDir Path folder;

  private RegionConfiguration region(String keys) {
    try {
      Path file =
          Files.writeString(
              folder.resolve("entrepot.yaml"),
              """
              state: state
              regions:
                east-1:
                  bucket: {name: mirror-east, prefix: m/, region: eu-west-1%s
              """
                  .formatted(keys));
      return Objects.requireNonNull(
          ConfigurationFile.load(file).configuration().regions().get("east-1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BucketRules rules(String networks) {
    return BucketRules.of(region("}\n    networks: [" + networks));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asString()));
    return texts;
  }

  @Test
  void readersAreLetInByTheirNetworksAndToTreesAlone() {
    JsonNode policy = rules("198.51.100.0/24, '2001:db8::/32', 192.0.2.7]").policy();
    assertThat(policy.at("/Version").asString()).isEqualTo("2012-10-17");
    JsonNode statement = policy.at("/Statement/0");
    assertThat(policy.get("Statement")).hasSize(1);
    assertThat(statement.get("Sid").asString()).isEqualTo("EntrepotNetworksOfeastX1");
    assertThat(statement.get("Principal").asString()).isEqualTo("*");
    assertThat(statement.get("Action").asString()).isEqualTo("s3:GetObject");
    assertThat(texts(statement.at("/Condition/IpAddress/aws:SourceIp")))
        .containsExactly("192.0.2.7/32", "198.51.100.0/24", "2001:db8::/32");
    List<String> resources = texts(statement.get("Resource"));
    assertThat(resources)
        .hasSize(36)
        .contains("arn:aws:s3:::mirror-east/m/p*", "arn:aws:s3:::mirror-east/m/0*")
        .noneMatch(each -> each.startsWith("arn:aws:s3:::mirror-east/m/.") || each.endsWith("/*"));
  }

  @Test
  void endpointsAreAStatementOfTheirOwnSinceConditionsOfOneMustAllHold() {
    BucketRules rules =
        BucketRules.of(
            region(", vpc-endpoints: [vpce-1, vpce-2]}\n    networks: [198.51.100.0/24]"));
    JsonNode both = rules.policy().get("Statement");
    assertThat(both).hasSize(2);
    assertThat(texts(both.at("/1/Condition/StringEquals/aws:SourceVpce")))
        .containsExactly("vpce-1", "vpce-2");
    assertThat(rules.block().restrictPublicBuckets()).isTrue();
    BucketRules alone = BucketRules.of(region(", vpc-endpoints: [vpce-1]}"));
    assertThat(alone.policy().get("Statement")).hasSize(1);
    assertThat(alone.policy().at("/Statement/0/Condition/StringEquals")).isNotEmpty();
  }

  @Test
  void whereEverybodyMayReadTheBlockLetsThatPolicyStand() {
    BucketRules rules = BucketRules.of(region("}"));
    assertThat(rules.policy().at("/Statement/0").has("Condition")).isFalse();
    assertThat(rules.block()).isEqualTo(new AccessBlock(true, true, false, false));
    assertThat(rules.notes()).anyMatch(note -> note.startsWith("Everybody may read"));
    assertThat(rules("198.51.100.0/24]").block())
        .isEqualTo(new AccessBlock(true, true, true, true));
    assertThat(rules("11.0.0.0/8]").block().blockPublicPolicy()).isTrue();
    assertThat(rules("12.0.0.0/7]").block().blockPublicPolicy()).isFalse();
    assertThat(rules("'2000::/31']").block().blockPublicPolicy()).isFalse();
  }

  @Test
  void thePublisherMayDoWhatItDoesAndNothingElse() {
    JsonNode policy = rules("198.51.100.0/24]").publisher();
    assertThat(texts(policy.at("/Statement/0/Action")))
        .containsExactly(
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts");
    assertThat(policy.at("/Statement/0/Resource").asString())
        .isEqualTo("arn:aws:s3:::mirror-east/m/*");
    assertThat(policy.at("/Statement/1/Action").asString()).isEqualTo("s3:ListBucket");
    assertThat(policy.at("/Statement/1/Resource").asString()).isEqualTo("arn:aws:s3:::mirror-east");
    assertThat(texts(policy.at("/Statement/1/Condition/StringLike/s3:prefix")))
        .containsExactly("m/*");
    assertThat(policy.get("Statement")).hasSize(2);
  }

  @Test
  void networksAreMergedAndNeverWidened() {
    Random random = new Random(7);
    List<IPAddress> networks =
        IntStream.range(0, 400)
            .mapToObj(_ ->
                new IPAddressString(
                        "10.%d.%d.0/%d"
                            .formatted(
                                random.nextInt(2), random.nextInt(64), 22 + random.nextInt(3)))
                    .getAddress()
                    .toPrefixBlock())
            .toList();
    List<IPAddress> merged = ReaderNetworks.merged(networks);
    assertThat(merged).hasSizeLessThan(networks.size() / 2);
    assertThat(slash24s(merged)).isEqualTo(slash24s(networks));
    assertThat(ReaderNetworks.merged(merged)).isEqualTo(merged);
  }

  private static Set<String> slash24s(List<IPAddress> networks) {
    Set<String> all = new TreeSet<>();
    for (IPAddress network : networks) {
      network
          .setPrefixLength(24, false)
          .prefixBlockIterator()
          .forEachRemaining(block -> all.add(block.toString()));
    }
    return all;
  }

  @Test
  void mergingMakesNoPolicyPublic() {
    BucketRules rules = rules("10.0.0.0/8, 11.0.0.0/8, '2001:db8::/32', '2001:db9::/32']");
    assertThat(texts(rules.policy().at("/Statement/0/Condition/IpAddress/aws:SourceIp")))
        .containsExactly("10.0.0.0/8", "11.0.0.0/8", "2001:db8::/32", "2001:db9::/32");
    assertThat(rules.block().blockPublicPolicy()).isTrue();
  }

  @Test
  void aPolicyThatNoBucketTakesIsRefusedWithWhatToDo() {
    String many =
        String.join(
            ", ",
            IntStream.range(0, 1300)
                .mapToObj(i -> "10.%d.%d.0/25".formatted(i / 250, i % 250))
                .toList());
    assertThatThrownBy(() -> rules(many + "]"))
        .isInstanceOfSatisfying(
            PolicyTooLarge.class,
            e -> {
              assertThat(e).hasMessageContaining("more than the 20,480 that a bucket takes");
              assertThat(e.next()).matches("Take about [0-9]{2} networks out of regions.east-1.*");
            });
    String fewer =
        String.join(
            ", ",
            IntStream.range(0, 900)
                .mapToObj(i -> "10.%d.%d.0/25".formatted(i / 250, i % 250))
                .toList());
    assertThat(rules(fewer + "]").policy().toString().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(PolicyTooLarge.MOST);
  }

  @Test
  void aRegionWithoutABucketHasNoPolicy() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("e.yaml"), "state: s\nregions: {e: {listen: \"127.0.0.1:0\"}}\n");
    RegionConfiguration edge =
        Objects.requireNonNull(ConfigurationFile.load(file).configuration().regions().get("e"));
    assertThatThrownBy(() -> BucketRules.of(edge)).isInstanceOf(NoBucket.class);
  }

  @Test
  void privateNetworksAndEndpointsElsewhereAreRemarkedOn() {
    assertThat(rules("10.0.0.0/8]").notes()).anyMatch(note -> note.contains("vpc-endpoints"));
    assertThat(rules("198.51.100.0/24]").notes()).isEmpty();
  }

  @Test
  void whatMeansTheSameIsNoDifference() {
    BucketRules rules = rules("198.51.100.0/24]");
    List<String> sids = Statements.sids("east-1");
    String written =
        rules
            .policy()
            .toString()
            .replace("\"Principal\":\"*\"", "\"Principal\":{\"AWS\":[\"*\"]}")
            .replace("\"Action\":\"s3:GetObject\"", "\"Action\":[\"s3:GetObject\"]")
            .replace("[\"198.51.100.0/24\"]", "\"198.51.100.0/24\"");
    assertThat(PolicyDocument.of(written).differences(rules.statements(), sids)).isEmpty();
  }

  @Test
  void differencesAreSentences() {
    BucketRules rules = rules("198.51.100.0/24]");
    List<String> sids = Statements.sids("east-1");
    String policy = rules.policy().toString();
    assertThat(
            PolicyDocument.of(policy.replace("198.51.100.0/24", "0.0.0.0/0"))
                .differences(rules.statements(), sids))
        .containsExactly("198.51.100.0/24 is not let in", "0.0.0.0/0 is let in, and should not be");
    assertThat(
            PolicyDocument.of(policy.replace("s3:GetObject", "s3:*"))
                .differences(rules.statements(), sids))
        .containsExactly("statement EntrepotNetworksOfeastX1 is another one than wanted");
    assertThat(PolicyDocument.of("{}").differences(rules.statements(), sids))
        .containsExactly("statement EntrepotNetworksOfeastX1 is missing");
    assertThat(
            PolicyDocument.of(policy.replace("Networks", "Everybody"))
                .differences(rules.statements(), sids))
        .containsExactly(
            "statement EntrepotNetworksOfeastX1 is missing",
            "statement EntrepotEverybodyOfeastX1 should not be there");
  }

  @Test
  void statementsOfOthersStayAndThoseThatLetEverybodyInAreTold() {
    BucketRules rules = rules("198.51.100.0/24]");
    String theirs =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "Backup", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:user/b"},
           "Action": "s3:GetObject", "Resource": "arn:aws:s3:::mirror-east/*"},
          {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "s3:ListBucket",
           "Resource": "arn:aws:s3:::mirror-east"},
          {"Sid": "EntrepotNetworksOfwestX1", "Effect": "Allow", "Principal": "*",
           "Action": "s3:GetObject", "Resource": "arn:aws:s3:::mirror-east/w/a*"}]}
        """;
    PolicyDocument has = PolicyDocument.of(theirs);
    JsonNode policy = has.with(rules.statements(), Statements.sids("east-1"));
    assertThat(policy.get("Statement")).hasSize(4);
    assertThat(has.strangers(RegionPolicy.sids(Set.of("east-1", "west-1"))))
        .containsExactly(
            "statement '', which is none of Entrepot's, lets others in: \"s3:ListBucket\"");
    PolicyDocument again = PolicyDocument.of(policy.toString());
    assertThat(again.with(rules.statements(), Statements.sids("east-1"))).isEqualTo(policy);
    assertThat(again.differences(rules.statements(), Statements.sids("east-1"))).isEmpty();
  }

  @Test
  void theLifecycleRuleEndsUploadsAndNothingElse() {
    JsonNode lifecycle = JsonMapper.shared().valueToTree(rules("198.51.100.0/24]").lifecycle());
    JsonNode rule = lifecycle.at("/Rules/0");
    assertThat(rule.propertyNames())
        .containsExactlyInAnyOrder("ID", "Status", "Filter", "AbortIncompleteMultipartUpload");
    assertThat(rule.at("/Filter/Prefix").asString()).isEqualTo("m/");
  }
}
