package entrepot.cloud.ec2.tag;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** Lists the tags of all that the account has. */
final class DescribeTags implements Action<DescribeTagsRequest, DescribeTagsResponse> {
  /** Of no shelf: rows made up for the sake of filters and pages, named by resource and key. */
  private static final Kind<TagDescription> TAG =
      new Kind<>("tag", TagDescription.class, TagDescription::builder);

  private static final Filters<TagDescription> FILTERS =
      Filters.<TagDescription>tagged(
              tag -> List.of(Tag.builder().key(tag.key()).value(tag.value()).build()))
          .with("key", row -> Stream.of(row.value().key()))
          .with("value", row -> Stream.of(row.value().value()))
          .with("resource-id", row -> Stream.of(row.value().resourceId()))
          .with("resource-type", row -> Stream.of(row.value().resourceTypeAsString()));

  @Override
  public Class<DescribeTagsRequest> request() {
    return DescribeTagsRequest.class;
  }

  @Override
  public DescribeTagsResponse run(DescribeTagsRequest request, Call call) {
    List<Row<TagDescription>> all =
        Tagged.TYPES.entrySet().stream()
            .flatMap(kind -> of(kind, call))
            .sorted(Comparator.comparing(Row::id))
            .toList();
    Page<Row<TagDescription>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), all), request.maxResults(), request.nextToken());
    return DescribeTagsResponse.builder()
        .tags(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private static Stream<Row<TagDescription>> of(Map.Entry<Kind<?>, ResourceType> kind, Call call) {
    return call.book().all(kind.getKey()).stream()
        .filter(row -> row.account().equals(call.account()))
        .flatMap(row -> Tagged.tags(row).stream().map(tag -> described(row, kind.getValue(), tag)));
  }

  private static Row<TagDescription> described(Row<?> row, ResourceType type, Tag tag) {
    return Row.of(
        TAG,
        row.id() + " " + tag.key(),
        row.account(),
        TagDescription.builder()
            .key(tag.key())
            .value(tag.value())
            .resourceId(row.id())
            .resourceType(type)
            .build());
  }
}
