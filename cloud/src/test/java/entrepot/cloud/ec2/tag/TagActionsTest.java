package entrepot.cloud.ec2.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.wire.TestingEndpoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.Volume;

class TagActionsTest {
  private static final String DIGITS = "-0123456789abcdef0";
  private static final List<String> IDS =
      List.of("i", "ami", "vol", "snap", "sg", "key").stream().map(id -> id + DIGITS).toList();

  @TempDir Path folder;
  private TestingEndpoint endpoint;
  private Ec2Client client;

  @BeforeEach
  void start() {
    endpoint = new TestingEndpoint(folder, TagActions.all());
    client = endpoint.client(TestingEndpoint.KEY);
    String account = TestingEndpoint.ACCOUNT;
    endpoint
        .book()
        .update(draft -> {
          draft.put(
              Row.of(Kind.INSTANCE, IDS.get(0), account, Instance.builder().instanceId("i").build())
                  .note("kept", "yes"));
          draft.put(Row.of(Kind.IMAGE, IDS.get(1), account, Image.builder().build()));
          draft.put(Row.of(Kind.VOLUME, IDS.get(2), account, Volume.builder().build()));
          draft.put(Row.of(Kind.SNAPSHOT, IDS.get(3), account, Snapshot.builder().build()));
          draft.put(Row.of(Kind.GROUP, IDS.get(4), account, SecurityGroup.builder().build()));
          draft.put(Row.of(Kind.KEY, IDS.get(5), account, KeyPairInfo.builder().build()));
          draft.put(Row.of(Kind.VOLUME, "vol-00000002", "000000000002", Volume.builder().build()));
        });
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
  }

  @Test
  void everythingTakesTagsAndLosesThem() {
    create(IDS, tag("Name", "first"), tag("b", ""));
    create(IDS, tag("Name", "second"));

    assertThat(describe().tags())
        .hasSize(12)
        .extracting(TagDescription::resourceTypeAsString)
        .containsOnly("instance", "image", "volume", "snapshot", "security-group", "key-pair");
    Row<Instance> instance = endpoint.book().find(Kind.INSTANCE, IDS.get(0)).orElseThrow();
    assertThat(instance.value().tags()).containsExactly(tag("Name", "second"), tag("b", ""));
    assertThat(instance.value().instanceId()).isEqualTo("i");
    assertThat(instance.note("kept")).contains("yes");
    assertThat(describe(filter("tag:Name", "sec*"), filter("resource-type", "volume")).tags())
        .singleElement()
        .isEqualTo(
            TagDescription.builder()
                .key("Name")
                .value("second")
                .resourceId(IDS.get(2))
                .resourceType("volume")
                .build());

    delete(IDS, tag("Name", "first"), Tag.builder().key("b").build());
    assertThat(describe().tags()).hasSize(6).extracting(TagDescription::key).containsOnly("Name");
    delete(IDS, tag("Name", "second"));
    assertThat(describe().tags()).isEmpty();
    create(IDS, tag("x", ""), tag("y", "z"));
    delete(IDS);
    assertThat(describe().tags()).isEmpty();
  }

  @Test
  void pagesHaveEveryTagOnce() {
    create(IDS, tag("a", "1"), tag("b", "2"), tag("c", "3"));
    assertThat(
            client
                .describeTagsPaginator(DescribeTagsRequest.builder().maxResults(5).build())
                .tags())
        .hasSize(18)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "i-0123456789abcdef1, InvalidInstanceID.NotFound",
    "i-x, InvalidInstanceID.Malformed",
    "ami-0123456789abcdef1, InvalidAMIID.NotFound",
    "aki-0123456789abcdef1, InvalidAMIID.NotFound",
    "snap-0123456789abcdef1, InvalidSnapshot.NotFound",
    "sg-0123456789abcdef1, InvalidGroup.NotFound",
    "key-0123456789abcdef1, InvalidKeyPair.NotFound",
    "vol-0123456789abcdef1, InvalidVolume.NotFound",
    "vol-00000002, InvalidVolume.NotFound",
    "vol-zzz, InvalidParameterValue",
    "something, InvalidID",
  })
  void whatIsNotThereOrAnothersGetsNoTagsAndNothingElseDoes(String id, String code) {
    assertThatThrownBy(() -> create(List.of(IDS.get(0), id), tag("a", "b")))
        .isInstanceOfSatisfying(
            Ec2Exception.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    assertThat(describe().tags()).isEmpty();
  }

  @Test
  void fiftyAreEnough() {
    Tag[] fifty = new Tag[50];
    for (int i = 0; i < 50; i++) {
      fifty[i] = tag("k" + i, "");
    }
    create(List.of(IDS.get(0)), fifty);
    assertThatThrownBy(() -> create(List.of(IDS.get(0)), tag("one", "more")))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("TagLimitExceeded"));
    create(List.of(IDS.get(0)), tag("k1", "changed"));
  }

  private void create(List<String> ids, Tag... tags) {
    client.createTags(CreateTagsRequest.builder().resources(ids).tags(tags).build());
  }

  private void delete(List<String> ids, Tag... tags) {
    client.deleteTags(DeleteTagsRequest.builder().resources(ids).tags(tags).build());
  }

  private DescribeTagsResponse describe(Filter... filters) {
    return client.describeTags(DescribeTagsRequest.builder().filters(filters).build());
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
