package entrepot.cloud.ec2.tag;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Required;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Takes tags from resources: those of the keys given, where a value is given too only if it is
 * that; all of them if no key is given.
 */
final class DeleteTags implements Action<DeleteTagsRequest, DeleteTagsResponse> {
  @Override
  public Class<DeleteTagsRequest> request() {
    return DeleteTagsRequest.class;
  }

  @Override
  public void check(DeleteTagsRequest request, Call call) {
    var _ = left(request, call.book(), call);
  }

  @Override
  public DeleteTagsResponse run(DeleteTagsRequest request, Call call) {
    call.book().update(draft -> left(request, draft, call).forEach(draft::put));
    return DeleteTagsResponse.builder().build();
  }

  private static List<Row<?>> left(DeleteTagsRequest request, Rows rows, Call call) {
    request.tags().forEach(tag -> Required.parameter(tag.key(), "Tag.Key"));
    List<Row<?>> left = new ArrayList<>();
    for (String id : Required.parameter(request.resources(), "ResourceId")) {
      Row<?> row = Tagged.find(rows, call.account(), id);
      left.add(
          Tagged.with(
              row, Tagged.tags(row).stream().filter(tag -> !goes(request.tags(), tag)).toList()));
    }
    return left;
  }

  private static boolean goes(List<Tag> asked, Tag tag) {
    return asked.isEmpty()
        || asked.stream()
            .filter(one -> one.key().equals(tag.key()))
            .anyMatch(one -> one.value() == null || one.value().equals(tag.value()));
  }
}
