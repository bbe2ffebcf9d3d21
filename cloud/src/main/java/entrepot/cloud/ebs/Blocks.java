package entrepot.cloud.ebs;

import entrepot.cloud.record.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which blocks snapshots have, and which differ, page by page. */
final class Blocks {
  private static final int PER_GIB = 2048;
  private static final int PAGE_MOST = 10_000;
  private static final int PAGE_LEAST = 100;
  private static final int TOKEN_HOURS = 7 * 24;

  /** Where a page begins and how long it is. */
  record Range(int from, int most) {
    static Range of(
        @Nullable String maxResults, @Nullable String pageToken, @Nullable String starting) {
      int most = number(maxResults, PAGE_LEAST);
      if (most < PAGE_LEAST || most > PAGE_MOST) {
        throw EbsFailure.invalid(
            "INVALID_PARAMETER_VALUE", "maxResults is %d to %d.".formatted(PAGE_LEAST, PAGE_MOST));
      }
      int from = pageToken != null ? number(pageToken, 0) : number(starting, 0);
      if (from < 0) {
        throw EbsFailure.invalid("INVALID_PAGE_TOKEN", "A page begins at a block.");
      }
      return new Range(from, most);
    }
  }

  private final DirectSnapshots snapshots;

  Blocks(DirectSnapshots snapshots) {
    this.snapshots = snapshots;
  }

  static int count(Row<Snapshot> row) {
    return row.value().volumeSize() * PER_GIB;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static int number(@Nullable String text, int absent) {
    if (text == null || text.isEmpty()) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw EbsFailure.invalid("INVALID_PARAMETER_VALUE", "A number is expected.");
    }
    return Integer.parseInt(text);
  }

  /** Names a block of a snapshot, so that a reader shows that it was listed to it. */
  static String token(String snapshotId, int index) {
    byte[] bytes = (snapshotId + "/" + index).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256().digest(bytes));
  }

  ObjectNode list(String account, String id, Range range) throws IOException {
    Row<Snapshot> row = snapshots.readable(account, id);
    ObjectNode answer = frame(row);
    ArrayNode list = answer.putArray("Blocks");
    try (QcowReader reader = snapshots.open(row)) {
      pick(
          range,
          row,
          answer,
          list,
          index -> held(reader, index),
          (index, item) -> item.put("BlockToken", token(id, index)));
    }
    return answer;
  }

  ObjectNode changed(String account, @Nullable String firstId, String id, Range range)
      throws IOException {
    Row<Snapshot> row = snapshots.readable(account, id);
    ObjectNode answer = frame(row);
    ArrayNode list = answer.putArray("ChangedBlocks");
    @Nullable Row<Snapshot> first = firstId == null ? null : snapshots.readable(account, firstId);
    if (first != null && first.value().volumeSize() > row.value().volumeSize()) {
      throw EbsFailure.invalid("INVALID_SNAPSHOT", "The first snapshot is larger than the second.");
    }
    try (QcowReader reader = snapshots.open(row);
        @Nullable QcowReader before = first == null ? null : snapshots.open(first)) {
      pick(
          range,
          row,
          answer,
          list,
          index -> before == null ? held(reader, index) : differs(before, reader, index),
          (index, item) -> {
            if (before != null && firstId != null && held(before, index)) {
              item.put("FirstBlockToken", token(firstId, index));
            }
            if (held(reader, index)) {
              item.put("SecondBlockToken", token(id, index));
            }
          });
    }
    return answer;
  }

  private interface Test {
    boolean passes(int index) throws IOException;
  }

  private interface Describe {
    void into(int index, ObjectNode item) throws IOException;
  }

  private static void pick(
      Range range,
      Row<Snapshot> row,
      ObjectNode answer,
      ArrayNode list,
      Test test,
      Describe describe)
      throws IOException {
    for (int index = range.from(); index < count(row); index++) {
      if (!test.passes(index)) {
        continue;
      }
      if (list.size() == range.most()) {
        answer.put("NextToken", Integer.toString(index));
        return;
      }
      describe.into(index, list.addObject().put("BlockIndex", index));
    }
  }

  private static boolean held(QcowReader reader, int index) throws IOException {
    return reader.holds((long) index * Staging.BLOCK, Staging.BLOCK);
  }

  private static boolean differs(QcowReader before, QcowReader after, int index)
      throws IOException {
    long at = (long) index * Staging.BLOCK;
    return (held(before, index) || held(after, index))
        && !Arrays.equals(
            before.read(at, new byte[Staging.BLOCK]), after.read(at, new byte[Staging.BLOCK]));
  }

  private ObjectNode frame(Row<Snapshot> row) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("VolumeSize", row.value().volumeSize())
        .put("BlockSize", Staging.BLOCK)
        .put(
            "ExpiryTime",
            snapshots.region().clock().instant().getEpochSecond() + TOKEN_HOURS * 3600L);
  }
}
