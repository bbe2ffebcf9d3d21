package entrepot.cloud.volume;

import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** A volume at an instance, written into the rows of both in one change. */
record Bond(String volumeId, String instanceId, String device, boolean deleteOnTermination) {
  /** That of an attached volume. */
  static Optional<Bond> of(Volume volume) {
    return volume.attachments().stream()
        .findFirst()
        .map(at ->
            new Bond(
                volume.volumeId(),
                at.instanceId(),
                at.device(),
                Boolean.TRUE.equals(at.deleteOnTermination())));
  }

  Row<Volume> attached(Draft draft, Instant now) {
    return put(draft, VolumeAttachmentState.ATTACHED, now);
  }

  /** Writes it, or another state of it; the time of attachment stays as it was. */
  Row<Volume> put(Draft draft, VolumeAttachmentState state, Instant now) {
    Row<Volume> volume = draft.find(Kind.VOLUME, volumeId).orElseThrow();
    Instant since =
        volume.value().attachments().stream()
            .map(VolumeAttachment::attachTime)
            .findFirst()
            .orElse(now);
    Row<Volume> changed =
        volume.with(
            volume
                .value()
                .copy(v ->
                    v.state(VolumeState.IN_USE)
                        .attachments(
                            VolumeAttachment.builder()
                                .volumeId(volumeId)
                                .instanceId(instanceId)
                                .device(device)
                                .state(state)
                                .attachTime(since)
                                .deleteOnTermination(deleteOnTermination)
                                .build())));
    draft.put(changed);
    draft
        .find(Kind.INSTANCE, instanceId)
        .ifPresent(row -> draft.put(row.with(mapped(row.value(), mapping(state, since)))));
    return changed;
  }

  private InstanceBlockDeviceMapping mapping(VolumeAttachmentState state, Instant since) {
    return InstanceBlockDeviceMapping.builder()
        .deviceName(device)
        .ebs(e ->
            e.volumeId(volumeId)
                .status(state == VolumeAttachmentState.BUSY ? "detaching" : state.toString())
                .attachTime(since)
                .deleteOnTermination(deleteOnTermination))
        .build();
  }

  /** Ends it in both rows; the volume is available then. */
  void dropped(Draft draft) {
    draft
        .find(Kind.VOLUME, volumeId)
        .ifPresent(row ->
            draft.put(
                row.with(
                    row.value().copy(v -> v.state(VolumeState.AVAILABLE).attachments(List.of())))));
    draft
        .find(Kind.INSTANCE, instanceId)
        .ifPresent(row ->
            draft.put(row.with(row.value().copy(i -> i.blockDeviceMappings(others(row.value()))))));
  }

  private Instance mapped(Instance value, InstanceBlockDeviceMapping mapping) {
    List<InstanceBlockDeviceMapping> all = new ArrayList<>(value.blockDeviceMappings());
    all.replaceAll(one -> names(one) ? mapping : one);
    if (!all.contains(mapping)) {
      all.add(mapping);
    }
    return value.copy(i -> i.blockDeviceMappings(all));
  }

  private List<InstanceBlockDeviceMapping> others(Instance value) {
    return value.blockDeviceMappings().stream().filter(one -> !names(one)).toList();
  }

  private boolean names(InstanceBlockDeviceMapping mapping) {
    return mapping.ebs() != null && volumeId.equals(mapping.ebs().volumeId());
  }
}
