package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Grant;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Permissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;

/** Says who may launch an image, or describes it anew. */
final class ModifyImageAttribute
    implements Action<ModifyImageAttributeRequest, ModifyImageAttributeResponse> {
  private static final int DESCRIPTION = 255;

  @Override
  public Class<ModifyImageAttributeRequest> request() {
    return ModifyImageAttributeRequest.class;
  }

  @Override
  public void check(ModifyImageAttributeRequest request, Call call) {
    changed(request, Lookup.ownImage(call.book(), call.account(), request.imageId()));
  }

  @Override
  public ModifyImageAttributeResponse run(ModifyImageAttributeRequest request, Call call) {
    call.book()
        .update(draft ->
            draft.put(changed(request, Lookup.ownImage(draft, call.account(), request.imageId()))));
    return ModifyImageAttributeResponse.builder().build();
  }

  private static Row<Image> changed(ModifyImageAttributeRequest request, Row<Image> row) {
    @Nullable String description = description(request);
    if (description != null) {
      if (description.length() > DESCRIPTION) {
        throw Ec2Failure.of("InvalidParameterValue", "A description has at most 255 characters.");
      }
      return row.with(row.value().copy(i -> i.description(description)));
    }
    Row<Image> granted = grant(request).apply(row);
    boolean everybody = Permissions.of(granted).everybody();
    return granted.with(granted.value().copy(i -> i.publicLaunchPermissions(everybody)));
  }

  private static @Nullable String description(ModifyImageAttributeRequest request) {
    if (request.description() != null) {
      return Objects.requireNonNullElse(request.description().value(), "");
    }
    if ("description".equals(request.attribute())) {
      return Objects.requireNonNullElse(request.value(), "");
    }
    return null;
  }

  private static Grant grant(ModifyImageAttributeRequest request) {
    if (request.launchPermission() != null) {
      return Grant.of(
          request.launchPermission().add().stream().flatMap(ModifyImageAttribute::names),
          request.launchPermission().remove().stream().flatMap(ModifyImageAttribute::names));
    }
    if (!"launchPermission".equals(request.attribute())) {
      throw Ec2Failure.of(
          "InvalidParameterCombination",
          "Of an image, launchPermission and description can be changed here.");
    }
    return Grant.of(
        String.valueOf(request.operationTypeAsString()),
        Stream.concat(request.userGroups().stream(), request.userIds().stream()));
  }

  private static Stream<String> names(LaunchPermission one) {
    return Stream.of(one.groupAsString(), one.userId()).filter(Objects::nonNull);
  }
}
