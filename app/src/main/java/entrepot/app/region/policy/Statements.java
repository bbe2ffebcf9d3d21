package entrepot.app.region.policy;

import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.RegionConfiguration;
import entrepot.store.s3.Bucket;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the statements of IAM's policy language (version 2012-10-17) that a region needs. */
final class Statements {
  static final String OURS = "Entrepot";

  /**
   * Trees begin with one of these (as the edge asks of them), Entrepot's own objects with a dot. So
   * what may be read is named and nothing needs to be denied: a Deny would need a condition for
   * those whom it spares, and providers differ in what they know of them.
   */
  private static final String FIRST = "abcdefghijklmnopqrstuvwxyz0123456789";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Statements() {}

  /**
   * Who may read: those of the region's networks, merged, and those behind its VPC endpoints;
   * everybody where it has neither.
   */
  static List<ObjectNode> readers(
      RegionConfiguration region, BucketConfiguration bucket, List<IPAddress> networks) {
    List<ObjectNode> statements = new ArrayList<>();
    if (!networks.isEmpty()) {
      ObjectNode statement = reader("Networks", region, bucket.bucket());
      ArrayNode addresses = condition(statement, "IpAddress", "aws:SourceIp");
      networks.forEach(network -> addresses.add(network.toCanonicalString()));
      statements.add(statement);
    }
    if (!bucket.vpcEndpoints().isEmpty()) {
      ObjectNode statement = reader("Endpoints", region, bucket.bucket());
      bucket.vpcEndpoints().forEach(condition(statement, "StringEquals", "aws:SourceVpce")::add);
      statements.add(statement);
    }
    if (statements.isEmpty()) {
      statements.add(reader("Everybody", region, bucket.bucket()));
    }
    return statements;
  }

  private static ArrayNode condition(ObjectNode statement, String operator, String key) {
    return statement.putObject("Condition").putObject(operator).putArray(key);
  }

  private static ObjectNode reader(String whom, RegionConfiguration region, Bucket bucket) {
    ObjectNode statement = NODES.objectNode();
    statement.put("Sid", sid(whom, region.name()));
    statement.put("Effect", "Allow");
    statement.put("Principal", "*");
    statement.put("Action", "s3:GetObject");
    ArrayNode resources = statement.putArray("Resource");
    FIRST.chars().forEach(first -> resources.add(objects(bucket) + (char) first + "*"));
    return statement;
  }

  /** Sids are letters and digits; a region's name has no capital, so that no two have one. */
  private static String sid(String whom, String region) {
    return OURS + whom + "Of" + region.replace('-', 'X');
  }

  /** The Sids that such a region's statements may have. */
  static List<String> sids(String region) {
    return List.of(sid("Networks", region), sid("Endpoints", region), sid("Everybody", region));
  }

  private static String objects(Bucket bucket) {
    return "arn:aws:s3:::" + bucket.name() + "/" + bucket.prefix();
  }

  /**
   * The IAM policy of who publishes: the objects below the prefix, their list, and nothing else.
   */
  static ObjectNode publisher(Bucket bucket) {
    ObjectNode objects = NODES.objectNode();
    objects.put("Sid", OURS + "Objects");
    objects.put("Effect", "Allow");
    objects
        .putArray("Action")
        .add("s3:GetObject")
        .add("s3:PutObject")
        .add("s3:DeleteObject")
        .add("s3:AbortMultipartUpload")
        .add("s3:ListMultipartUploadParts");
    objects.put("Resource", objects(bucket) + "*");
    ObjectNode list = NODES.objectNode();
    list.put("Sid", OURS + "List");
    list.put("Effect", "Allow");
    list.put("Action", "s3:ListBucket");
    list.put("Resource", "arn:aws:s3:::" + bucket.name());
    if (!bucket.prefix().isEmpty()) {
      condition(list, "StringLike", "s3:prefix").add(bucket.prefix() + "*");
    }
    return policy(List.of(objects, list));
  }

  /** A policy of these statements. */
  static ObjectNode policy(List<ObjectNode> statements) {
    ObjectNode policy = NODES.objectNode();
    policy.put("Version", "2012-10-17");
    policy.putArray("Statement").addAll(statements);
    return policy;
  }
}
