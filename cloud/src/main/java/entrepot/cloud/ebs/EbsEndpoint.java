package entrepot.cloud.ebs;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.record.Row;
import entrepot.cloud.wire.Accounts;
import entrepot.cloud.wire.Signatures;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.BadTarget;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One region's EBS direct API; requests are signed as those of EC2 are. */
public final class EbsEndpoint implements Handler {
  private static final Logger log = LoggerFactory.getLogger(EbsEndpoint.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int GIB_MOST = 2_048;

  private final DirectSnapshots snapshots;
  private final Blocks blocks;
  private final Signatures signatures;

  public EbsEndpoint(DirectSnapshots snapshots, Accounts accounts) {
    this.snapshots = snapshots;
    this.blocks = new Blocks(snapshots);
    this.signatures = new Signatures(accounts, snapshots.region().clock());
  }

  /** Whether a request is one of this API, by its path. */
  public static boolean takes(Request request) {
    String path = request.rawPath();
    return path.equals("/snapshots") || path.startsWith("/snapshots/");
  }

  @Override
  public Answer handle(Request request) {
    String requestId = UUID.randomUUID().toString();
    Answer answer;
    try {
      answer = route(request, signatures.signer(request).id());
    } catch (EbsFailure e) {
      answer = failure(e);
    } catch (Ec2Failure e) {
      answer =
          e.code().equals("SnapshotLimitExceeded")
              ? failure(EbsFailure.quota(String.valueOf(e.getMessage())))
              : error(e.status(), e.code(), "", String.valueOf(e.getMessage()));
    } catch (BadTarget e) {
      answer = failure(EbsFailure.invalid("INVALID_PARAMETER_VALUE", "The path is malformed."));
    } catch (RuntimeException e) {
      log.error("request {} of {}", requestId, request.client(), e);
      answer = failure(EbsFailure.internal());
    }
    return answer.with("x-amzn-RequestId", requestId);
  }

  private Answer route(Request request, String account) {
    String[] path = request.path().split("/", -1);
    String method = request.method();
    try {
      if (path.length == 2 && method.equals("POST")) {
        return start(request, account);
      }
      if (path.length == 4 && path[2].equals("completion") && method.equals("POST")) {
        return complete(request, account, path[3]);
      }
      if (path.length == 5 && path[3].equals("blocks") && method.equals("PUT")) {
        return put(request, account, path[2], Blocks.number(path[4], -1));
      }
      if (path.length == 5 && path[3].equals("blocks") && method.equals("GET")) {
        return get(request, account, path[2], Blocks.number(path[4], -1));
      }
      if (path.length == 4 && path[3].equals("blocks") && method.equals("GET")) {
        return json(200, blocks.list(account, path[2], range(request)));
      }
      if (path.length == 4 && path[3].equals("changedblocks") && method.equals("GET")) {
        return json(
            200,
            blocks.changed(
                account, request.query("firstSnapshotId").orElse(null), path[2], range(request)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("answering " + method + " " + request.rawPath(), e);
    }
    throw EbsFailure.missing("RESOURCE_NOT_FOUND", "The EBS direct API has no such operation.");
  }

  private static Blocks.Range range(Request request) {
    return Blocks.Range.of(
        request.query("maxResults").orElse(null),
        request.query("pageToken").orElse(null),
        request.query("startingBlockIndex").orElse(null));
  }

  private Answer start(Request request, String account) {
    JsonNode body;
    try {
      body = JSON.readTree(request.body());
    } catch (JacksonException e) {
      throw EbsFailure.invalid("INVALID_PARAMETER_VALUE", "The body is no JSON.");
    }
    int gib = body.path("VolumeSize").asInt(0);
    if (gib < 1 || gib > GIB_MOST) {
      throw EbsFailure.invalid("INVALID_VOLUME_SIZE", "VolumeSize is 1 to " + GIB_MOST + " GiB.");
    }
    if (body.path("Encrypted").asBoolean(false) || body.hasNonNull("KmsKeyArn")) {
      throw EbsFailure.invalid(
          "INVALID_PARAMETER_VALUE", "The lab cloud does not encrypt snapshots.");
    }
    int minutes = body.path("Timeout").asInt(body.has("Timeout") ? 0 : Abandoned.MOST);
    if (minutes < Abandoned.LEAST || minutes > Abandoned.MOST) {
      throw EbsFailure.invalid(
          "INVALID_PARAMETER_VALUE",
          "Timeout is %d to %d minutes.".formatted(Abandoned.LEAST, Abandoned.MOST));
    }
    @Nullable String parent = text(body, "ParentSnapshotId");
    if (parent != null && snapshots.readable(account, parent).value().volumeSize() > gib) {
      throw EbsFailure.invalid("INVALID_VOLUME_SIZE", "The parent snapshot is larger.");
    }
    List<Tag> tags = new ArrayList<>();
    for (JsonNode tag : body.path("Tags")) {
      tags.add(Tag.builder().key(text(tag, "Key")).value(text(tag, "Value")).build());
    }
    Row<Snapshot> row =
        snapshots.start(
            account,
            gib,
            text(body, "Description"),
            parent,
            text(body, "ClientToken"),
            TagSpecifications.checked(tags),
            minutes);
    ObjectNode answer =
        JSON.createObjectNode()
            .put("SnapshotId", row.id())
            .put("OwnerId", row.account())
            .put("Description", row.value().description())
            .put("Status", row.value().stateAsString())
            .put("StartTime", row.value().startTime().toEpochMilli() / 1000.0)
            .put("VolumeSize", gib)
            .put("BlockSize", Staging.BLOCK);
    if (parent != null) {
      answer.put("ParentSnapshotId", parent);
    }
    tags.forEach(tag ->
        answer.withArray("Tags").addObject().put("Key", tag.key()).put("Value", tag.value()));
    return json(201, answer);
  }

  private static @Nullable String text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    return value.isString() ? value.asString() : null;
  }

  private Answer put(Request request, String account, String id, int index) {
    byte[] digest = Blocks.sha256().digest(request.body());
    if (request.body().length != Staging.BLOCK
        || Blocks.number(header(request, "x-amz-Data-Length"), -1) != Staging.BLOCK) {
      throw EbsFailure.invalid("INVALID_BLOCK", "A block has " + Staging.BLOCK + " bytes.");
    }
    if (!"SHA256".equals(header(request, "x-amz-Checksum-Algorithm"))
        || !Arrays.equals(digest, checksum(request))) {
      throw EbsFailure.invalid(
          "INVALID_BLOCK", "The block's SHA256 is not the one that x-amz-Checksum says.");
    }
    snapshots.put(account, id, index, request.body(), digest);
    return new Answer.Whole(201, checksum(digest), new byte[0]);
  }

  private Answer get(Request request, String account, String id, int index) throws IOException {
    Row<Snapshot> row = snapshots.readable(account, id);
    DirectSnapshots.inRange(row, index);
    if (!request.query("blockToken").orElse("").equals(Blocks.token(id, index))) {
      throw EbsFailure.invalid("INVALID_BLOCK_TOKEN", "The token is not this block's.");
    }
    byte[] block = new byte[Staging.BLOCK];
    try (QcowReader reader = snapshots.open(row)) {
      reader.read((long) index * Staging.BLOCK, block);
    }
    return new Answer.Whole(200, checksum(Blocks.sha256().digest(block)), block)
        .with("Content-Type", "application/octet-stream")
        .with("x-amz-Data-Length", Integer.toString(block.length));
  }

  private Answer complete(Request request, String account, String id) {
    int count = Blocks.number(header(request, "x-amz-ChangedBlocksCount"), -1);
    String state = snapshots.complete(account, id, count, checksum(request)).toString();
    return json(202, JSON.createObjectNode().put("Status", state));
  }

  private static byte @Nullable [] checksum(Request request) {
    @Nullable String text = header(request, "x-amz-Checksum");
    try {
      return text == null ? null : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw EbsFailure.invalid("INVALID_PARAMETER_VALUE", "x-amz-Checksum is no base64.");
    }
  }

  private static Map<String, String> checksum(byte[] digest) {
    return Map.of(
        "x-amz-Checksum",
        Base64.getEncoder().encodeToString(digest),
        "x-amz-Checksum-Algorithm",
        "SHA256");
  }

  private static @Nullable String header(Request request, String name) {
    return request.header(name).orElse(null);
  }

  private static Answer failure(EbsFailure e) {
    return error(e.status(), e.type(), e.reason(), String.valueOf(e.getMessage()));
  }

  private static Answer error(int status, String type, String reason, String message) {
    ObjectNode body = JSON.createObjectNode().put("Message", message).put("message", message);
    if (!reason.isEmpty()) {
      body.put("Reason", reason);
    }
    return json(status, body).with("x-amzn-ErrorType", type);
  }

  private static Answer json(int status, ObjectNode body) {
    return Answer.json(status, JSON.writeValueAsString(body));
  }
}
