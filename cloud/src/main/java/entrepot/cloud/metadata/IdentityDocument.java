package entrepot.cloud.metadata;

import entrepot.cloud.record.Row;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The instance identity document: who an instance is, in the JSON that AWS writes. */
final class IdentityDocument {
  private static final JsonMapper JSON = JsonMapper.shared();

  private IdentityDocument() {}

  static byte[] of(String region, Row<Instance> row) {
    Instance instance = row.value();
    ObjectNode document = JSON.createObjectNode();
    text(document, "accountId", row.account());
    text(document, "architecture", instance.architectureAsString());
    text(document, "availabilityZone", instance.placement().availabilityZone());
    document.putNull("billingProducts");
    document.putNull("devpayProductCodes");
    document.putNull("marketplaceProductCodes");
    text(document, "imageId", instance.imageId());
    text(document, "instanceId", instance.instanceId());
    text(document, "instanceType", instance.instanceTypeAsString());
    text(document, "kernelId", instance.kernelId());
    text(
        document,
        "pendingTime",
        instance.launchTime() == null
            ? null
            : DateTimeFormatter.ISO_INSTANT.format(
                instance.launchTime().truncatedTo(ChronoUnit.SECONDS)));
    text(document, "privateIp", instance.privateIpAddress());
    text(document, "ramdiskId", instance.ramdiskId());
    text(document, "region", region);
    text(document, "version", "2017-09-30");
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
  }

  private static void text(ObjectNode document, String name, @Nullable String value) {
    document.put(name, value);
  }
}
