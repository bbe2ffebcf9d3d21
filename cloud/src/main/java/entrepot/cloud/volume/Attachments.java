package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.kit.CrashPoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Brings volumes to instances and away from them: both rows first, the machine after. */
public final class Attachments {
  private static final Logger log = LoggerFactory.getLogger(Attachments.class);

  /** As many as a machine has slots for, with its root and ephemeral disks. */
  private static final int MOST = 20;

  private final Region region;
  private final Storage storage;
  private final Volumes volumes;
  private final LiveDisks live;

  public Attachments(Region region, Storage storage, Volumes volumes, LiveDisks live) {
    this.region = region;
    this.storage = storage;
    this.volumes = volumes;
    this.live = live;
  }

  /** Attaches a volume; throws {@link Ec2Failure}. */
  public VolumeAttachment attach(
      String account,
      @Nullable String volumeId,
      @Nullable String instanceId,
      @Nullable String device) {
    Attach plan =
        region
            .book()
            .change(draft -> {
              Attach found = attachable(draft, account, volumeId, instanceId, device);
              put(
                  draft,
                  found.bond(),
                  found.stopped()
                      ? VolumeAttachmentState.ATTACHED
                      : VolumeAttachmentState.ATTACHING);
              return found;
            });
    Bond bond = plan.bond();
    if (!plan.stopped()) {
      CrashPoint.CLOUD_ATTACH_AFTER_RECORD.reached();
      try {
        live.attach(
            bond.instanceId(), volumes.disk(bond.volumeId()).at(DeviceName.index(bond.device())));
      } catch (RuntimeException e) {
        region.book().update(bond::dropped);
        log.warn("attaching {} to {}", bond.volumeId(), bond.instanceId(), e);
        throw Ec2Failure.of(
            "InternalError", 500, "The machine of " + bond.instanceId() + " took no disk.");
      }
      CrashPoint.CLOUD_ATTACH_AFTER_DEVICE.reached();
      region.book().update(draft -> put(draft, bond, VolumeAttachmentState.ATTACHED));
    }
    CrashPoint.CLOUD_ATTACH_AFTER_ATTACHED.reached();
    return now(bond).toBuilder().state(VolumeAttachmentState.ATTACHING).build();
  }

  /** Refuses what {@link #attach} would, and does nothing. */
  public void check(
      String account,
      @Nullable String volumeId,
      @Nullable String instanceId,
      @Nullable String device) {
    attachable(region.book(), account, volumeId, instanceId, device);
  }

  private record Attach(Bond bond, boolean stopped) {}

  private Attach attachable(
      Rows rows,
      String account,
      @Nullable String volumeId,
      @Nullable String instanceId,
      @Nullable String device) {
    Row<Volume> volume = Lookup.volume(rows, account, volumeId);
    Row<Instance> instance = Lookup.instance(rows, account, instanceId);
    DeviceName name = DeviceName.of(device);
    if (VolumeState.IN_USE.equals(volume.value().state())) {
      throw Ec2Failure.of(
          "VolumeInUse", "%s is already attached to an instance".formatted(volume.id()));
    }
    if (!VolumeState.AVAILABLE.equals(volume.value().state())) {
      throw Ec2Failure.of(
          "IncorrectState", "Volume '%s' is not 'available'.".formatted(volume.id()));
    }
    InstanceStateName state = instance.value().state().name();
    boolean stopped = InstanceStateName.STOPPED.equals(state);
    if (!stopped && !InstanceStateName.RUNNING.equals(state)) {
      throw Ec2Failure.of(
          "IncorrectState", "Instance '%s' is not 'running'.".formatted(instance.id()));
    }
    String zone = instance.value().placement().availabilityZone();
    if (!volume.value().availabilityZone().equals(zone)) {
      throw Ec2Failure.of(
          "InvalidVolume.ZoneMismatch",
          "The volume '%s' is not in the same availability zone as instance '%s'"
              .formatted(volume.id(), instance.id()));
    }
    if (devices(instance).anyMatch(one -> DeviceName.same(one, name.asked()))) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "Invalid value '%s' for unixDevice. Attachment point %s is already in use"
              .formatted(name.asked(), name.asked()));
    }
    if (instance.value().blockDeviceMappings().size() >= MOST) {
      throw Ec2Failure.of(
          "AttachmentLimitExceeded", "An instance has at most " + MOST + " volumes here.");
    }
    return new Attach(new Bond(volume.id(), instance.id(), name.asked(), false), stopped);
  }

  private static Stream<String> devices(Row<Instance> instance) {
    Stream<String> volumes =
        instance.value().blockDeviceMappings().stream().map(one -> one.deviceName());
    Stream<String> ephemeral =
        Arrays.stream(instance.note(InstanceNotes.EPHEMERAL).orElse("").split(","))
            .filter(one -> one.contains("="))
            .map(one -> one.substring(one.indexOf('=') + 1));
    Stream<String> root = Stream.ofNullable(instance.value().rootDeviceName());
    return Stream.of(root, volumes, ephemeral).flatMap(names -> names);
  }

  /**
   * Detaches a volume; from a running machine it takes until the guest let go, and is {@code
   * detaching} meanwhile. Throws {@link Ec2Failure}.
   */
  public VolumeAttachment detach(
      String account,
      @Nullable String volumeId,
      @Nullable String instanceId,
      @Nullable String device,
      boolean force) {
    Detach plan =
        region
            .book()
            .change(draft -> {
              Detach found = detachable(draft, account, volumeId, instanceId, device);
              if (found.stopped()) {
                found.bond().dropped(draft);
              } else if (!found.underWay()) {
                put(draft, found.bond(), VolumeAttachmentState.DETACHING);
              }
              return found;
            });
    if (plan.stopped()) {
      CrashPoint.CLOUD_DETACH_AFTER_DETACHED.reached();
    } else if (!plan.underWay() || force) {
      CrashPoint.CLOUD_DETACH_AFTER_RECORD.reached();
      storage.soon(() -> takeAway(plan.bond(), force));
    }
    return plan.before().toBuilder().state(VolumeAttachmentState.DETACHING).build();
  }

  /** Refuses what {@link #detach} would, and does nothing. */
  public void checkDetach(
      String account,
      @Nullable String volumeId,
      @Nullable String instanceId,
      @Nullable String device) {
    detachable(region.book(), account, volumeId, instanceId, device);
  }

  private record Detach(Bond bond, VolumeAttachment before, boolean stopped, boolean underWay) {}

  private Detach detachable(
      Rows rows,
      String account,
      @Nullable String volumeId,
      @Nullable String instanceId,
      @Nullable String device) {
    Row<Volume> volume = Lookup.volume(rows, account, volumeId);
    Bond bond =
        Bond.of(volume.value())
            .orElseThrow(() ->
                Ec2Failure.of(
                    "IncorrectState",
                    "Volume '%s' is in the 'available' state.".formatted(volume.id())));
    if ((instanceId != null && !instanceId.equals(bond.instanceId()))
        || (device != null && !device.isEmpty() && !DeviceName.same(device, bond.device()))) {
      throw Ec2Failure.of(
          "InvalidAttachment.NotFound",
          "The volume '%s' is not attached there.".formatted(volume.id()));
    }
    VolumeAttachment at = volume.value().attachments().getFirst();
    Instance instance = Lookup.instance(rows, account, bond.instanceId()).value();
    boolean stopped = InstanceStateName.STOPPED.equals(instance.state().name());
    if (!stopped && DeviceName.same(bond.device(), String.valueOf(instance.rootDeviceName()))) {
      throw Ec2Failure.of(
          "OperationNotPermitted",
          "Unable to detach root volume '%s' from instance '%s'"
              .formatted(bond.device(), bond.instanceId()));
    }
    if (!stopped && !InstanceStateName.RUNNING.equals(instance.state().name())) {
      throw Ec2Failure.of(
          "IncorrectState",
          "Instance '%s' is neither running nor stopped.".formatted(bond.instanceId()));
    }
    return new Detach(bond, at, stopped, VolumeAttachmentState.DETACHING.equals(at.state()));
  }

  private void takeAway(Bond bond, boolean force) {
    try {
      live.detach(bond.instanceId(), Volumes.serial(bond.volumeId()), force);
    } catch (RuntimeException e) {
      log.warn("detaching {} from {}", bond.volumeId(), bond.instanceId(), e);
      region
          .book()
          .update(
              draft -> ifStill(draft, bond, () -> put(draft, bond, VolumeAttachmentState.BUSY)));
      return;
    }
    CrashPoint.CLOUD_DETACH_AFTER_DEVICE.reached();
    region.book().update(draft -> ifStill(draft, bond, () -> bond.dropped(draft)));
    CrashPoint.CLOUD_DETACH_AFTER_DETACHED.reached();
  }

  private static void ifStill(Draft draft, Bond bond, Runnable then) {
    if (draft
        .find(Kind.VOLUME, bond.volumeId())
        .map(Row::value)
        .flatMap(Bond::of)
        .filter(bond::equals)
        .isPresent()) {
      then.run();
    }
  }

  /**
   * Ends all attachments of an instance whose machine is gone for good: volumes that are to go with
   * it are deleted, the others become available.
   */
  public void letGo(String instanceId) {
    List<Bond> bonds =
        region
            .book()
            .change(draft -> {
              List<Bond> all = bonds(draft, instanceId);
              for (Bond bond : all) {
                bond.dropped(draft);
                if (bond.deleteOnTermination()) {
                  draft.put(
                      Volumes.deleting(draft.find(Kind.VOLUME, bond.volumeId()).orElseThrow()));
                }
              }
              return all;
            });
    bonds.stream()
        .filter(Bond::deleteOnTermination)
        .forEach(bond -> volumes.remove(bond.volumeId()));
  }

  private static List<Bond> bonds(Rows rows, String instanceId) {
    return rows.all(Kind.VOLUME).stream()
        .flatMap(row -> Bond.of(row.value()).stream())
        .filter(bond -> bond.instanceId().equals(instanceId))
        .toList();
  }

  /**
   * Settles what a former process left half attached or half detached, by what the machines have;
   * to be called when the running ones were adopted.
   */
  public void settle() {
    for (Row<Volume> row : region.book().all(Kind.VOLUME)) {
      Bond.of(row.value()).ifPresent(bond -> settle(bond, row.value().attachments().getFirst()));
    }
  }

  private void settle(Bond bond, VolumeAttachment at) {
    if (region.book().find(Kind.INSTANCE, bond.instanceId()).isEmpty()) {
      region.book().update(bond::dropped);
      return;
    }
    boolean running = live.running(bond.instanceId());
    boolean there = live.serials(bond.instanceId()).contains(Volumes.serial(bond.volumeId()));
    switch (at.state()) {
      case ATTACHING -> {
        if (there) {
          region.book().update(draft -> put(draft, bond, VolumeAttachmentState.ATTACHED));
        } else {
          region.book().update(bond::dropped);
        }
      }
      case DETACHING, BUSY -> {
        if (running && there) {
          takeAway(bond, false);
        } else {
          region.book().update(bond::dropped);
        }
      }
      default -> {
        // attached: the machine has it, or gets it when it starts
      }
    }
  }

  private void put(Draft draft, Bond bond, VolumeAttachmentState state) {
    bond.put(draft, state, region.clock().instant());
  }

  private VolumeAttachment now(Bond bond) {
    return region
        .book()
        .find(Kind.VOLUME, bond.volumeId())
        .orElseThrow()
        .value()
        .attachments()
        .getFirst();
  }
}
