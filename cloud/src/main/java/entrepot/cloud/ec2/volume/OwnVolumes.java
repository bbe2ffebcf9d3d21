package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** The caller's volumes, by ids and filters. */
final class OwnVolumes {
  static final Filters<Volume> FILTERS =
      Filters.tagged(Volume::tags)
          .with("volume-id", row -> Stream.of(row.id()))
          .with("availability-zone", row -> Stream.of(row.value().availabilityZone()))
          .with("create-time", row -> Stream.of(row.value().createTime().toString()))
          .with("encrypted", row -> Stream.of(String.valueOf(row.value().encrypted())))
          .with("fast-restored", _ -> Stream.of("false"))
          .with("multi-attach-enabled", _ -> Stream.of("false"))
          .with("size", row -> Stream.of(String.valueOf(row.value().size())))
          .with("snapshot-id", row -> Stream.of(row.value().snapshotId()))
          .with("status", row -> Stream.of(row.value().stateAsString()))
          .with("volume-type", row -> Stream.of(row.value().volumeTypeAsString()))
          .with("attachment.attach-time", at(one -> one.attachTime().toString()))
          .with(
              "attachment.delete-on-termination",
              at(one -> String.valueOf(one.deleteOnTermination())))
          .with("attachment.device", at(VolumeAttachment::device))
          .with("attachment.instance-id", at(VolumeAttachment::instanceId))
          .with("attachment.status", at(VolumeAttachment::stateAsString));

  private OwnVolumes() {}

  private static Function<Row<Volume>, Stream<String>> at(Function<VolumeAttachment, String> of) {
    return row -> row.value().attachments().stream().map(of);
  }

  static List<Row<Volume>> asked(Call call, List<String> ids, List<Filter> filters) {
    return asked(call, ids, FILTERS, filters);
  }

  static List<Row<Volume>> asked(
      Call call, List<String> ids, Filters<Volume> known, List<Filter> filters) {
    List<Row<Volume>> rows =
        ids.isEmpty()
            ? call.book().all(Kind.VOLUME).stream()
                .filter(row -> row.account().equals(call.account()))
                .toList()
            : ids.stream()
                .distinct()
                .sorted()
                .map(id -> Lookup.volume(call.book(), call.account(), id))
                .toList();
    return known.apply(filters, rows);
  }
}
