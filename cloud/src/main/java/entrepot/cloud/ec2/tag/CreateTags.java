package entrepot.cloud.ec2.tag;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Required;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Gives tags to resources, all or none of them; a key that is there gets the new value. */
final class CreateTags implements Action<CreateTagsRequest, CreateTagsResponse> {
  @Override
  public Class<CreateTagsRequest> request() {
    return CreateTagsRequest.class;
  }

  @Override
  public void check(CreateTagsRequest request, Call call) {
    var _ = tagged(request, call.book(), call);
  }

  @Override
  public CreateTagsResponse run(CreateTagsRequest request, Call call) {
    call.book().update(draft -> tagged(request, draft, call).forEach(draft::put));
    return CreateTagsResponse.builder().build();
  }

  private static List<Row<?>> tagged(CreateTagsRequest request, Rows rows, Call call) {
    List<Tag> more = TagSpecifications.checked(Required.parameter(request.tags(), "Tag"));
    List<Row<?>> tagged = new ArrayList<>();
    for (String id : Required.parameter(request.resources(), "ResourceId")) {
      Row<?> row = Tagged.find(rows, call.account(), id);
      Map<String, Tag> all = new LinkedHashMap<>();
      Tagged.tags(row).forEach(tag -> all.put(tag.key(), tag));
      more.forEach(tag -> all.put(tag.key(), tag));
      tagged.add(Tagged.with(row, TagSpecifications.checked(List.copyOf(all.values()))));
    }
    return tagged;
  }
}
