package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Makes an image of an instance: a snapshot of each of its volumes, and a row that names them. */
public final class ImageCapture {
  private static final Logger log = LoggerFactory.getLogger(ImageCapture.class);

  private final Images images;
  private final PowerCycle power;

  ImageCapture(Images images, PowerCycle power) {
    this.images = images;
    this.power = power;
  }

  /**
   * What to make.
   *
   * @param noReboot whether a running instance is taken as it runs
   * @param mappings what is to differ from the instance's own volumes
   */
  public record Asked(
      String instanceId,
      String name,
      @Nullable String description,
      boolean noReboot,
      List<BlockDeviceMapping> mappings,
      List<Tag> tags,
      List<Tag> snapshotTags) {
    public Asked {
      mappings = List.copyOf(mappings);
      tags = List.copyOf(tags);
      snapshotTags = List.copyOf(snapshotTags);
    }
  }

  /** Begins; the image is pending until its snapshots are completed. Throws {@link Ec2Failure}. */
  public Row<Image> capture(String account, Asked asked) {
    Region region = images.region();
    Row<Image> row =
        region
            .book()
            .change(draft -> {
              Row<Image> pending = planned(draft, account, asked);
              draft.put(pending);
              return pending;
            });
    Instance instance = Lookup.instance(region.book(), account, asked.instanceId()).value();
    boolean cycle = !asked.noReboot() && instance.state().name() == InstanceStateName.RUNNING;
    if (cycle) {
      images
          .storage()
          .soon(() ->
              power.during(
                  asked.instanceId(), () -> snapshot(account, asked, instance, row, true)));
    } else {
      snapshot(account, asked, instance, row, false);
    }
    return row;
  }

  /** The row as it begins; throws {@link Ec2Failure}. */
  public Row<Image> planned(Rows rows, String account, Asked asked) {
    Row<Instance> instance = Lookup.instance(rows, account, asked.instanceId());
    InstanceStateName state = instance.value().state().name();
    if (state != InstanceStateName.RUNNING && state != InstanceStateName.STOPPED) {
      throw Ec2Failure.of(
          "IncorrectState",
          "Instance '%s' is neither running nor stopped.".formatted(instance.id()));
    }
    if (instance.value().rootDeviceType() != DeviceType.EBS) {
      throw Ec2Failure.of(
          "OperationNotPermitted",
          "The root of '%s' is an instance store.".formatted(instance.id()));
    }
    NewImage image =
        new NewImage(
            asked.name(),
            asked.description(),
            instance.value().architectureAsString(),
            DeviceType.EBS,
            instance.value().rootDeviceName(),
            List.of(),
            instance.value().virtualizationTypeAsString(),
            instance.value().kernelId(),
            instance.value().ramdiskId(),
            asked.tags());
    image.check(rows, account, images.limits());
    Row<Image> row = image.row(account, images.region().clock().instant());
    List<String> ancestors = new ArrayList<>();
    if (instance.value().imageId() != null) {
      ancestors.add(instance.value().imageId());
      rows.find(Kind.IMAGE, instance.value().imageId())
          .ifPresent(of -> ancestors.addAll(Images.ancestors(of)));
    }
    return ancestors.isEmpty() ? row : row.note(Images.ANCESTORS, String.join(",", ancestors));
  }

  private void snapshot(
      String account, Asked asked, Instance instance, Row<Image> row, boolean atRest) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    try {
      Map<String, BlockDeviceMapping> mappings = new TreeMap<>();
      for (InstanceBlockDeviceMapping one : instance.blockDeviceMappings()) {
        if (dropped(asked, one.deviceName())) {
          continue;
        }
        Snapshots.Begun begun =
            images
                .snapshots()
                .create(
                    account,
                    one.ebs().volumeId(),
                    "Created by CreateImage(%s) for %s".formatted(asked.instanceId(), row.id()),
                    asked.snapshotTags(),
                    atRest);
        all.add(begun.done());
        mappings.put(one.deviceName(), mapping(one, begun, asked));
      }
      asked.mappings().stream()
          .filter(one -> one.virtualName() != null)
          .forEach(one -> mappings.put(one.deviceName(), one));
      images
          .region()
          .book()
          .update(draft ->
              draft
                  .find(Kind.IMAGE, row.id())
                  .ifPresent(now ->
                      draft.put(
                          now.with(
                              now.value().copy(i -> i.blockDeviceMappings(mappings.values()))))));
    } catch (RuntimeException e) {
      log.warn("making the image {} of {}", row.id(), asked.instanceId(), e);
    }
    CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    var _ =
        done.handle((_, _) -> {
          images.settlePending(row.id());
          return true;
        });
    if (atRest) {
      // the machine is started again when the copies are whole, not before
      done.exceptionally(_ -> null).join();
    }
  }

  private static boolean dropped(Asked asked, String device) {
    return asked.mappings().stream()
        .anyMatch(one -> one.noDevice() != null && DeviceName.same(one.deviceName(), device));
  }

  private BlockDeviceMapping mapping(
      InstanceBlockDeviceMapping one, Snapshots.Begun begun, Asked asked) {
    Volume volume =
        images.region().book().find(Kind.VOLUME, one.ebs().volumeId()).orElseThrow().value();
    EbsBlockDevice.Builder ebs =
        EbsBlockDevice.builder()
            .snapshotId(begun.row().id())
            .volumeSize(volume.size())
            .volumeType(volume.volumeTypeAsString())
            .encrypted(false)
            .deleteOnTermination(one.ebs().deleteOnTermination());
    if (!"gp2".equals(volume.volumeTypeAsString())) {
      ebs.iops(volume.iops()).throughput(volume.throughput());
    }
    asked.mappings().stream()
        .filter(
            other -> other.ebs() != null && DeviceName.same(other.deviceName(), one.deviceName()))
        .map(BlockDeviceMapping::ebs)
        .forEach(other -> {
          if (other.deleteOnTermination() != null) {
            ebs.deleteOnTermination(other.deleteOnTermination());
          }
          if (other.volumeSize() != null) {
            ebs.volumeSize(Math.max(other.volumeSize(), volume.size()));
          }
          if (other.volumeTypeAsString() != null) {
            ebs.volumeType(other.volumeTypeAsString()).iops(other.iops());
          }
        });
    return ImageMappings.mapping(one.deviceName(), ebs.build());
  }
}
