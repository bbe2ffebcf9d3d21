package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.ec2.key.KeyNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.cloud.volume.Lookup;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** What several actions check of a request's values; all throw {@link Ec2Failure}. */
final class Checks {
  private static final int USER_DATA = 16 * 1024;

  private Checks() {}

  /** User data as a note has it, base64, of at most 16 KiB. */
  static String userData(SdkBytes bytes) {
    byte[] raw = bytes.asByteArrayUnsafe();
    if (raw.length > USER_DATA) {
      throw Ec2Failure.of("InvalidParameterValue", "User data is limited to 16384 bytes");
    }
    return Base64.getEncoder().encodeToString(raw);
  }

  /** The same of base64 text. */
  static Optional<String> userData(@Nullable String base64) {
    if (base64 == null || base64.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(userData(SdkBytes.fromByteArray(Base64.getMimeDecoder().decode(base64))));
    } catch (IllegalArgumentException _) {
      throw Ec2Failure.of("InvalidParameterValue", "Invalid BASE64 encoding of user data");
    }
  }

  /** A shutdown behavior; what has no volume as its root cannot be stopped. */
  static String behavior(String value, DeviceType root) {
    return switch (value) {
      case "terminate" -> value;
      case "stop" -> {
        if (root != DeviceType.EBS) {
          throw Ec2Failure.of(
              "InvalidParameterCombination",
              "The attribute 'instanceInitiatedShutdownBehavior' can only be used for EBS-backed images.");
        }
        yield value;
      }
      default ->
          throw Ec2Failure.of(
              "InvalidParameterValue",
              "Value (%s) for parameter instanceInitiatedShutdownBehavior is invalid."
                  .formatted(value));
    };
  }

  static String behavior(String value, Instance instance) {
    return behavior(value, instance.rootDeviceType());
  }

  /** A kernel or ramdisk that the account may use; {@code kind} is {@code aki} or {@code ari}. */
  static Row<Image> part(Rows rows, String account, String kind, String id) {
    if (!id.startsWith(kind + "-")) {
      throw Ec2Failure.of(
          "InvalidAMIID.Malformed",
          "Invalid id: \"%s\" (expecting \"%s-...\")".formatted(id, kind));
    }
    return Lookup.image(rows, account, id);
  }

  /** The account's groups of these ids. */
  static List<GroupIdentifier> groups(Rows rows, String account, List<String> ids) {
    return ids.stream()
        .map(id ->
            rows.find(Kind.GROUP, id)
                .filter(row -> row.account().equals(account))
                .map(row ->
                    GroupIdentifier.builder()
                        .groupId(row.id())
                        .groupName(row.value().groupName())
                        .build())
                .orElseThrow(() -> NotFound.of(id)))
        .distinct()
        .toList();
  }

  /** The public key of the account's key pair of that name. */
  static String publicKey(Rows rows, String account, String name) {
    Row<KeyPairInfo> key =
        rows.all(Kind.KEY).stream()
            .filter(row -> row.account().equals(account))
            .filter(row -> name.equals(row.value().keyName()))
            .findFirst()
            .orElseThrow(() ->
                Ec2Failure.of(
                    "InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist"));
    return key.note(KeyNotes.PUBLIC_KEY).orElse("");
  }
}
