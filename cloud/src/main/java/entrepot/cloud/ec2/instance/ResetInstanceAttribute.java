package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.States;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResetInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetInstanceAttributeResponse;

/** Sets kernel or ramdisk back to the image's, or sourceDestCheck to true. */
final class ResetInstanceAttribute
    implements Action<ResetInstanceAttributeRequest, ResetInstanceAttributeResponse> {
  @Override
  public Class<ResetInstanceAttributeRequest> request() {
    return ResetInstanceAttributeRequest.class;
  }

  @Override
  public void check(ResetInstanceAttributeRequest request, Call call) {
    reset(request, call, call.book());
  }

  @Override
  public ResetInstanceAttributeResponse run(ResetInstanceAttributeRequest request, Call call) {
    call.book().update(draft -> draft.put(reset(request, call, draft)));
    return ResetInstanceAttributeResponse.builder().build();
  }

  private static Row<Instance> reset(ResetInstanceAttributeRequest request, Call call, Rows rows) {
    Row<Instance> row = Instances.one(rows, call, request.instanceId());
    @Nullable InstanceAttributeName name = request.attribute();
    if (name == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter attribute");
    }
    Optional<Image> image = rows.find(Kind.IMAGE, row.value().imageId()).map(Row::value);
    Instance.Builder changed = row.value().toBuilder();
    return row.with(
        (switch (name) {
              case SOURCE_DEST_CHECK -> changed.sourceDestCheck(true);
              case KERNEL ->
                  stopped(row, changed).kernelId(image.map(Image::kernelId).orElse(null));
              case RAMDISK ->
                  stopped(row, changed).ramdiskId(image.map(Image::ramdiskId).orElse(null));
              default ->
                  throw Ec2Failure.of(
                      "InvalidParameterValue",
                      "The attribute '%s' cannot be reset.".formatted(request.attributeAsString()));
            })
            .build());
  }

  private static Instance.Builder stopped(Row<Instance> row, Instance.Builder changed) {
    if (States.of(row) != InstanceStateName.STOPPED) {
      throw Instances.incorrectState(row, "reset");
    }
    return changed;
  }
}
