package entrepot.cloud.ec2.tag;

import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** Everything that has tags, whatever its kind. */
final class Tagged {
  /** By the prefix of their ids. */
  static final Map<String, Kind<?>> KINDS =
      Map.of(
          "i", Kind.INSTANCE,
          "ami", Kind.IMAGE,
          "aki", Kind.IMAGE,
          "ari", Kind.IMAGE,
          "vol", Kind.VOLUME,
          "snap", Kind.SNAPSHOT,
          "sg", Kind.GROUP,
          "key", Kind.KEY);

  /** As the API calls what is of a kind. */
  static final Map<Kind<?>, ResourceType> TYPES =
      Map.of(
          Kind.INSTANCE, ResourceType.INSTANCE,
          Kind.IMAGE, ResourceType.IMAGE,
          Kind.VOLUME, ResourceType.VOLUME,
          Kind.SNAPSHOT, ResourceType.SNAPSHOT,
          Kind.GROUP, ResourceType.SECURITY_GROUP,
          Kind.KEY, ResourceType.KEY_PAIR);

  private static final String TAGS = "Tags";

  private Tagged() {}

  /** The account's row of that id; throws {@link entrepot.cloud.ec2.Ec2Failure}. */
  static Row<?> find(Rows rows, String account, String id) {
    @Nullable Kind<?> kind = KINDS.get(id.substring(0, Math.max(0, id.indexOf('-'))));
    if (kind == null) {
      throw NotFound.of(id);
    }
    return find(rows, kind, account, id);
  }

  private static <T extends SdkPojo> Row<T> find(
      Rows rows, Kind<T> kind, String account, String id) {
    return rows.find(kind, id)
        .filter(row -> row.account().equals(account))
        .orElseThrow(() -> NotFound.of(id));
  }

  static List<Tag> tags(Row<?> row) {
    return read(row.value());
  }

  /** The same row with other tags. */
  static <T extends SdkPojo> Row<T> with(Row<T> row, List<Tag> tags) {
    SdkBuilder<?, ?> builder =
        (SdkBuilder<?, ?>) ((ToCopyableBuilder<?, ?>) row.value()).toBuilder();
    field(row.value()).set(builder, tags);
    return row.with(row.kind().type().cast(builder.build()));
  }

  @SuppressWarnings("unchecked") // the field of that name is a list of tags in every kind
  private static List<Tag> read(SdkPojo value) {
    return (List<Tag>) field(value).getValueOrDefault(value);
  }

  private static SdkField<?> field(SdkPojo value) {
    return value.sdkFields().stream()
        .filter(field -> field.memberName().equals(TAGS))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(value.getClass() + " has no tags"));
  }
}
