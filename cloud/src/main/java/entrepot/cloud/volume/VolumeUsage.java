package entrepot.cloud.volume;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Volume;

/** What volumes used: the GiB that were asked for, from creation to deletion. */
public final class VolumeUsage {
  private static final String DELETED = "deleted";

  private VolumeUsage() {}

  /** GiB-hours of each account up to now, of volumes that are gone as well. */
  public static Map<String, Double> gibHours(Rows rows, Instant now) {
    Map<String, Double> hours = new TreeMap<>();
    for (Row<Volume> row : rows.all(Kind.VOLUME)) {
      hours.merge(row.account(), hours(row.value(), now), Double::sum);
    }
    for (Row<Volume> row : rows.all(Kind.PAST_VOLUME)) {
      Instant deleted = row.note(DELETED).map(Instant::parse).orElse(now);
      hours.merge(row.account(), hours(row.value(), deleted), Double::sum);
    }
    return hours;
  }

  /** What remains of a volume that is deleted now. */
  static Row<Volume> past(Row<Volume> row, Instant now) {
    Volume value =
        Volume.builder()
            .volumeId(row.id())
            .size(row.value().size())
            .createTime(row.value().createTime())
            .volumeType(row.value().volumeTypeAsString())
            .build();
    return Row.of(Kind.PAST_VOLUME, row.id(), row.account(), value).note(DELETED, now.toString());
  }

  private static double hours(Volume volume, Instant until) {
    return volume.size() * Duration.between(volume.createTime(), until).toMillis() / 3_600_000.0;
  }
}
