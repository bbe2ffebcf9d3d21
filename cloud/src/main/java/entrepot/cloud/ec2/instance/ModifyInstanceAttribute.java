package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.Lives;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;

/** Changes attributes of an instance; a changed group filters at once. */
final class ModifyInstanceAttribute
    implements Action<ModifyInstanceAttributeRequest, ModifyInstanceAttributeResponse> {
  private final Lives lives;
  private final InstanceTypes types;

  ModifyInstanceAttribute(Lives lives, InstanceTypes types) {
    this.lives = lives;
    this.types = types;
  }

  @Override
  public Class<ModifyInstanceAttributeRequest> request() {
    return ModifyInstanceAttributeRequest.class;
  }

  @Override
  public void check(ModifyInstanceAttributeRequest request, Call call) {
    Row<Instance> row = Instances.one(call.book(), call, request.instanceId());
    new AttributeChange(call.book(), types, request).of(row);
  }

  @Override
  public ModifyInstanceAttributeResponse run(ModifyInstanceAttributeRequest request, Call call) {
    call.book()
        .update(draft -> {
          Row<Instance> row = Instances.one(draft, call, request.instanceId());
          Row<Instance> changed = new AttributeChange(draft, types, request).of(row);
          draft.put(changed);
          changed.value().blockDeviceMappings().forEach(mapping -> volume(draft, mapping));
        });
    if (!request.groups().isEmpty()) {
      lives.refilter();
    }
    return ModifyInstanceAttributeResponse.builder().build();
  }

  /** Whether it goes with its instance stands in the volume's row as well. */
  private static void volume(Draft draft, InstanceBlockDeviceMapping mapping) {
    Boolean goes = mapping.ebs().deleteOnTermination();
    draft
        .find(Kind.VOLUME, mapping.ebs().volumeId())
        .filter(row ->
            row.value().attachments().stream().anyMatch(a -> !goes.equals(a.deleteOnTermination())))
        .ifPresent(row ->
            draft.put(
                row.with(
                    row.value().toBuilder()
                        .attachments(
                            row.value().attachments().stream()
                                .map(a -> a.toBuilder().deleteOnTermination(goes).build())
                                .toList())
                        .build())));
  }
}
