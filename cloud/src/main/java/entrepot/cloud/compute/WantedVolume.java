package entrepot.cloud.compute;

import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.NewVolume;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A volume that an instance is to have from its launch. Those of a launch stand in a note until the
 * instance runs.
 *
 * @param device such as {@code /dev/sda1}
 */
public record WantedVolume(
    String device,
    boolean deleteOnTermination,
    @Nullable Integer sizeGiB,
    @Nullable String snapshotId,
    @Nullable String type,
    @Nullable Integer iops,
    @Nullable Integer throughput,
    Map<String, String> tags) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public WantedVolume {
    tags = new TreeMap<>(tags);
  }

  /** Writes them down. */
  public static Row<Instance> note(Row<Instance> row, List<WantedVolume> wanted) {
    return wanted.isEmpty()
        ? row
        : row.note(InstanceNotes.VOLUMES, JSON.writeValueAsString(wanted));
  }

  /** Those of a row. */
  static List<WantedVolume> of(Row<Instance> row) {
    return row.note(InstanceNotes.VOLUMES)
        .map(text -> JSON.readValue(text, new TypeReference<List<WantedVolume>>() {}))
        .orElse(List.of());
  }

  /** As it is made in that zone. */
  public NewVolume in(String zone) {
    return new NewVolume(
        zone,
        sizeGiB,
        snapshotId,
        type,
        iops,
        throughput,
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList());
  }
}
