package entrepot.cloud.compute;

import entrepot.cloud.record.Draft;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Hours that instances ran. Each that began counts, and each start begins one. What is over stands
 * in a row for each account, since instances are forgotten.
 */
public final class Usage {
  /** Its rows are named by their accounts; the value says nothing. */
  public static final Kind<Tag> KIND = new Kind<>("usage", Tag.class, Tag::builder);

  private static final String HOURS = "instance-hours";

  private Usage() {}

  /** Counts what an instance ran, in the change that ends it. */
  static void count(Draft draft, Row<Instance> row, Instant now) {
    long hours = hours(row, now);
    if (hours > 0) {
      Row<Tag> before =
          draft
              .find(KIND, row.account())
              .orElse(Row.of(KIND, row.account(), row.account(), Tag.builder().build()));
      draft.put(before.note(HOURS, Long.toString(over(before) + hours)));
    }
  }

  /** The hours of each account up to now. */
  public static Map<String, Long> instanceHours(Rows rows, Instant now) {
    Map<String, Long> all = new TreeMap<>();
    rows.all(KIND).forEach(row -> all.put(row.account(), over(row)));
    rows.all(Kind.INSTANCE).forEach(row -> all.merge(row.account(), hours(row, now), Long::sum));
    return all;
  }

  private static long over(Row<Tag> row) {
    return row.note(HOURS).map(Long::parseLong).orElse(0L);
  }

  private static long hours(Row<Instance> row, Instant now) {
    return row.note(InstanceNotes.RUNNING_SINCE)
        .map(since -> Duration.between(Instant.parse(since), now).toSeconds() / 3600 + 1)
        .orElse(0L);
  }
}
