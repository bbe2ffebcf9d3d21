package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.States;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/** An instance with the attributes that a request gives it. */
final class AttributeChange {
  private final Rows rows;
  private final InstanceTypes types;
  private final ModifyInstanceAttributeRequest request;

  AttributeChange(Rows rows, InstanceTypes types, ModifyInstanceAttributeRequest request) {
    this.rows = rows;
    this.types = types;
    this.request = request;
  }

  /** The changed row; throws {@link Ec2Failure} where one of the changes is not possible. */
  Row<Instance> of(Row<Instance> row) {
    if (!States.lives(row)) {
      throw Instances.incorrectState(row, "modified");
    }
    Row<Instance> changed = named(row);
    changed = truth(changed, InstanceNotes.TERMINATION_PROTECTION, request.disableApiTermination());
    changed = truth(changed, InstanceNotes.STOP_PROTECTION, request.disableApiStop());
    changed = behavior(changed, text(request.instanceInitiatedShutdownBehavior()));
    changed = type(changed, text(request.instanceType()));
    changed = kernel(changed);
    if (request.userData() != null && request.userData().value() != null) {
      changed = userData(changed, request.userData().value());
    }
    if (request.sourceDestCheck() != null) {
      changed = sourceDestCheck(changed, request.sourceDestCheck().value());
    }
    if (request.ebsOptimized() != null && isTrue(request.ebsOptimized())) {
      throw Ec2Failure.of(
          "InvalidParameterCombination", "The instance type is not EBS-optimized here.");
    }
    if (!request.groups().isEmpty()) {
      changed = groups(changed, Checks.groups(rows, row.account(), request.groups()));
    }
    for (InstanceBlockDeviceMappingSpecification asked : request.blockDeviceMappings()) {
      changed = mapping(changed, asked);
    }
    return changed;
  }

  /** The form with an attribute's name and one value, which old tools use. */
  private Row<Instance> named(Row<Instance> row) {
    @Nullable String value = request.value();
    if (request.attribute() == null || value == null) {
      return row;
    }
    AttributeBooleanValue truth =
        AttributeBooleanValue.builder().value(value.equalsIgnoreCase("true")).build();
    return switch (request.attribute()) {
      case INSTANCE_TYPE -> type(row, Optional.of(value));
      case USER_DATA -> userData(row, SdkBytes.fromString(value, StandardCharsets.ISO_8859_1));
      case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR -> behavior(row, Optional.of(value));
      case DISABLE_API_TERMINATION -> truth(row, InstanceNotes.TERMINATION_PROTECTION, truth);
      case DISABLE_API_STOP -> truth(row, InstanceNotes.STOP_PROTECTION, truth);
      case SOURCE_DEST_CHECK -> sourceDestCheck(row, truth.value());
      default ->
          throw Ec2Failure.of(
              "InvalidParameterCombination",
              "The attribute '%s' cannot be changed.".formatted(request.attributeAsString()));
    };
  }

  private static Row<Instance> truth(
      Row<Instance> row, String note, @Nullable AttributeBooleanValue value) {
    if (value == null || value.value() == null) {
      return row;
    }
    return isTrue(value) ? row.note(note, "true") : row.forget(note);
  }

  private static Row<Instance> behavior(Row<Instance> row, Optional<String> asked) {
    return asked
        .map(
            value -> row.note(InstanceNotes.SHUTDOWN_BEHAVIOR, Checks.behavior(value, row.value())))
        .orElse(row);
  }

  private Row<Instance> type(Row<Instance> row, Optional<String> asked) {
    if (asked.isEmpty()) {
      return row;
    }
    mustBeStopped(row, "instanceType");
    return row.with(row.value().toBuilder().instanceType(types.asked(asked.get()).name()).build());
  }

  private Row<Instance> kernel(Row<Instance> row) {
    Optional<String> kernel = text(request.kernel());
    Optional<String> ramdisk = text(request.ramdisk());
    if (kernel.isEmpty() && ramdisk.isEmpty()) {
      return row;
    }
    mustBeStopped(row, "kernel");
    Instance.Builder changed = row.value().toBuilder();
    kernel.ifPresent(id -> changed.kernelId(Checks.part(rows, row.account(), "aki", id).id()));
    ramdisk.ifPresent(id -> changed.ramdiskId(Checks.part(rows, row.account(), "ari", id).id()));
    return row.with(changed.build());
  }

  private static Row<Instance> userData(Row<Instance> row, SdkBytes asked) {
    mustBeStopped(row, "userData");
    return row.note(InstanceNotes.USER_DATA, Checks.userData(asked));
  }

  private static Row<Instance> sourceDestCheck(Row<Instance> row, @Nullable Boolean value) {
    return row.with(row.value().toBuilder().sourceDestCheck(!Boolean.FALSE.equals(value)).build());
  }

  private static Row<Instance> groups(Row<Instance> row, List<GroupIdentifier> groups) {
    Instance instance = row.value();
    return row.with(
        instance.toBuilder()
            .securityGroups(groups)
            .networkInterfaces(
                instance.networkInterfaces().stream()
                    .map(nic -> nic.toBuilder().groups(groups).build())
                    .toList())
            .build());
  }

  private static Row<Instance> mapping(
      Row<Instance> row, InstanceBlockDeviceMappingSpecification asked) {
    if (asked.ebs() == null || asked.ebs().deleteOnTermination() == null) {
      return row;
    }
    List<InstanceBlockDeviceMapping> mappings = row.value().blockDeviceMappings();
    if (mappings.stream().noneMatch(one -> one.deviceName().equals(asked.deviceName()))) {
      throw Ec2Failure.of(
          "InvalidInstanceAttributeValue",
          "No device is currently mapped at %s".formatted(asked.deviceName()));
    }
    Boolean delete = asked.ebs().deleteOnTermination();
    return row.with(
        row.value().toBuilder()
            .blockDeviceMappings(
                mappings.stream()
                    .map(one ->
                        one.deviceName().equals(asked.deviceName())
                            ? one.toBuilder()
                                .ebs(one.ebs().toBuilder().deleteOnTermination(delete).build())
                                .build()
                            : one)
                    .toList())
            .build());
  }

  private static void mustBeStopped(Row<Instance> row, String attribute) {
    if (States.of(row) != InstanceStateName.STOPPED) {
      throw Ec2Failure.of(
          "IncorrectInstanceState",
          "The instance '%s' is not in the 'stopped' state: its %s cannot be modified."
              .formatted(row.id(), attribute));
    }
  }

  private static Optional<String> text(@Nullable AttributeValue value) {
    return value == null ? Optional.empty() : Optional.ofNullable(value.value());
  }

  private static boolean isTrue(AttributeBooleanValue value) {
    return Boolean.TRUE.equals(value.value());
  }
}
