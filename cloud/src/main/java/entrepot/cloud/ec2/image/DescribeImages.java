package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Permissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * Describes the images that the caller may launch. Deprecated ones are left out unless they are the
 * caller's own, named by id, or asked for.
 */
final class DescribeImages implements Action<DescribeImagesRequest, DescribeImagesResponse> {
  @Override
  public Class<DescribeImagesRequest> request() {
    return DescribeImagesRequest.class;
  }

  @Override
  public DescribeImagesResponse run(DescribeImagesRequest request, Call call) {
    List<Row<Image>> seen =
        seen(request, call)
            .filter(row -> ownedAsAsked(row, request.owners(), call.account()))
            .filter(row -> launchableAsAsked(row, request.executableUsers(), call.account()))
            .toList();
    Page<Row<Image>> page =
        Page.ofRows(
            ImageFilters.ALL.apply(request.filters(), seen),
            request.maxResults(),
            request.nextToken());
    return DescribeImagesResponse.builder()
        .images(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }

  private static Stream<Row<Image>> seen(DescribeImagesRequest request, Call call) {
    if (!request.imageIds().isEmpty()) {
      return request.imageIds().stream()
          .distinct()
          .sorted()
          .map(id -> Lookup.image(call.book(), call.account(), id));
    }
    Instant now = call.region().clock().instant();
    boolean deprecated = Boolean.TRUE.equals(request.includeDeprecated());
    return call.book().all(Kind.IMAGE).stream()
        .filter(row -> Permissions.of(row).allows(call.account()))
        .filter(row ->
            deprecated || row.account().equals(call.account()) || !deprecated(row.value(), now));
  }

  private static boolean deprecated(Image image, Instant now) {
    return image.deprecationTime() != null && !Instant.parse(image.deprecationTime()).isAfter(now);
  }

  private static boolean ownedAsAsked(Row<Image> row, List<String> owners, String caller) {
    return owners.isEmpty()
        || owners.stream()
            .anyMatch(owner ->
                switch (owner) {
                  case "all" -> true;
                  case "self" -> row.account().equals(caller);
                  default ->
                      owner.equals(row.account()) || owner.equals(row.value().imageOwnerAlias());
                });
  }

  private static boolean launchableAsAsked(Row<Image> row, List<String> users, String caller) {
    Permissions permissions = Permissions.of(row);
    return users.isEmpty()
        || users.stream()
            .anyMatch(user ->
                switch (user) {
                  case "all" -> permissions.everybody();
                  case "self" -> permissions.names(caller);
                  default -> permissions.names(user);
                });
  }
}
