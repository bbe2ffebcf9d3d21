package entrepot.cloud;

import entrepot.cloud.compute.Capacity;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.group.GroupActions;
import entrepot.cloud.ec2.image.ImageActions;
import entrepot.cloud.ec2.instance.InstanceActions;
import entrepot.cloud.ec2.key.KeyActions;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.ec2.place.PlaceActions;
import entrepot.cloud.ec2.snapshot.SnapshotActions;
import entrepot.cloud.ec2.tag.TagActions;
import entrepot.cloud.ec2.volume.VolumeActions;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All actions of a region's API. */
final class Actions {
  private Actions() {}

  static List<Action<?, ?>> of(
      LabRegion region,
      Capacity capacity,
      InstanceTypes types,
      Supplier<Map<String, String>> endpoints) {
    return Stream.of(
            PlaceActions.all(
                endpoints, types, capacity.instances(), _ -> region.network().vpc().id()),
            KeyActions.all(),
            TagActions.all(),
            GroupActions.all(region.network().vpc(), region.lives()::refilter),
            ImageActions.all(region.images()),
            InstanceActions.all(
                region.lives(), capacity, types, region.network(), region.volumes()),
            VolumeActions.all(region.volumes(), region.attachments()),
            SnapshotActions.all(region.snapshots()))
        .<Action<?, ?>>flatMap(List::stream)
        .toList();
  }

  /** Their names, sorted. */
  static List<String> names(List<Action<?, ?>> actions) {
    return actions.stream().map(action -> action.getClass().getSimpleName()).sorted().toList();
  }
}
