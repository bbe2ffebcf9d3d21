package entrepot.cloud.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;

class ClientTokensTest {
  private static final String ACCOUNT = "000000000001";
  private static final CreateVolumeRequest REQUEST =
      CreateVolumeRequest.builder().size(8).clientToken("t").build();

  @Test
  void whatWasMadeWithATokenIsFoundByIt() {
    Row<Volume> made = ClientTokens.mark(row("vol-1"), "t", REQUEST);
    Row<Volume> other = ClientTokens.mark(row("vol-2"), "u", REQUEST);
    assertThat(ask(rows(made, other), "t", REQUEST)).containsExactly(made);
    assertThat(ask(rows(made, other), null, REQUEST)).isEmpty();
    assertThat(ask(rows(row("vol-3")), "t", REQUEST)).isEmpty();
    assertThat(ClientTokens.made(rows(made), Kind.VOLUME, "000000000002", "t", REQUEST)).isEmpty();
  }

  @Test
  void anotherRequestWithTheSameTokenIsRefused() {
    Rows rows = rows(ClientTokens.mark(row("vol-1"), "t", REQUEST));
    assertThatThrownBy(() -> ask(rows, "t", REQUEST.toBuilder().size(9).build()))
        .isInstanceOfSatisfying(
            Ec2Failure.class, e -> assertThat(e.code()).isEqualTo("IdempotentParameterMismatch"));
    assertThatThrownBy(() -> ask(rows, "t".repeat(65), REQUEST)).hasMessageContaining("64");
  }

  @Test
  void whatTheSdkHidesFromLogsCountsToo() {
    assertThat(RequestDigest.of(RunInstancesRequest.builder().userData("a").build()))
        .isNotEqualTo(RequestDigest.of(RunInstancesRequest.builder().userData("b").build()))
        .isEqualTo(
            RequestDigest.of(
                RunInstancesRequest.builder().userData("a").dryRun(true).clientToken("x").build()));
  }

  @Test
  void tagsAreThoseOfTheTypeAndWithinLimits() {
    List<TagSpecification> asked =
        List.of(
            TagSpecification.builder()
                .resourceType(ResourceType.VOLUME)
                .tags(tag("a", "1"), Tag.builder().key("b").build())
                .build(),
            TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(tag("c", ""))
                .build());
    assertThat(TagSpecifications.of(asked, ResourceType.VOLUME))
        .containsExactly(tag("a", "1"), tag("b", ""));
    for (Tag bad :
        List.of(
            tag("aws:x", ""), tag("", ""), tag("k".repeat(128), ""), tag("k", "v".repeat(256)))) {
      assertThatThrownBy(() -> TagSpecifications.checked(List.of(bad)))
          .isInstanceOf(Ec2Failure.class);
    }
    assertThatThrownBy(() -> TagSpecifications.checked(List.of(tag("a", "1"), tag("a", "2"))))
        .hasMessageContaining("Duplicate");
  }

  private static List<Row<Volume>> ask(
      Rows rows, @org.jspecify.annotations.Nullable String token, CreateVolumeRequest request) {
    return ClientTokens.made(rows, Kind.VOLUME, ACCOUNT, token, request);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static Row<Volume> row(String id) {
    return Row.of(Kind.VOLUME, id, ACCOUNT, Volume.builder().volumeId(id).build());
  }

  @SafeVarargs
  private static Rows rows(Row<Volume>... rows) {
    return new Rows() {
      @Override
      public <T extends SdkPojo> Optional<Row<T>> find(Kind<T> kind, String id) {
        return all(kind).stream().filter(row -> row.id().equals(id)).findFirst();
      }

      @Override
      @SuppressWarnings("unchecked") // there are only volumes
      public <T extends SdkPojo> List<Row<T>> all(Kind<T> kind) {
        return List.of(rows).stream().map(row -> (Row<T>) row).toList();
      }
    };
  }
}
