package entrepot.cloud.ec2.key;

import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.ec2.Required;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** An account's key pairs in a region, each by its name. */
public final class Keys {
  private static final int COUNT = 5_000;
  private static final int NAME = 255;

  private Keys() {}

  /** The key pair of that name; throws {@link Ec2Failure}. */
  public static Row<KeyPairInfo> named(Rows rows, String account, String name) {
    return find(rows, account, name)
        .orElseThrow(() ->
            Ec2Failure.of("InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist"));
  }

  static Optional<Row<KeyPairInfo>> find(Rows rows, String account, String name) {
    return of(rows, account).stream().filter(row -> name.equals(row.value().keyName())).findFirst();
  }

  static List<Row<KeyPairInfo>> of(Rows rows, String account) {
    return rows.all(Kind.KEY).stream().filter(row -> row.account().equals(account)).toList();
  }

  /** A name that a new one can have; throws {@link Ec2Failure}. */
  static String free(Rows rows, String account, @Nullable String asked) {
    String name = Required.parameter(asked, "KeyName");
    if (name.length() > NAME || !name.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "A key pair's name has up to " + NAME + " ASCII characters.");
    }
    if (find(rows, account, name).isPresent()) {
      throw Ec2Failure.of("InvalidKeyPair.Duplicate", "The keypair '" + name + "' already exists.");
    }
    return name;
  }

  /** Records a new one; throws {@link Ec2Failure}. */
  static KeyPairInfo add(
      Call call,
      @Nullable String asked,
      PublicKeyLine key,
      String fingerprint,
      List<TagSpecification> tags) {
    return call.book()
        .change(draft -> {
          String name = free(draft, call.account(), asked);
          if (of(draft, call.account()).size() >= COUNT) {
            throw Ec2Failure.of(
                "ResourceLimitExceeded", "An account has at most " + COUNT + " key pairs.");
          }
          KeyPairInfo made =
              KeyPairInfo.builder()
                  .keyPairId(Ids.next("key"))
                  .keyName(name)
                  .keyType(key.type())
                  .keyFingerprint(fingerprint)
                  .createTime(call.region().clock().instant().truncatedTo(ChronoUnit.MILLIS))
                  .tags(TagSpecifications.of(tags, ResourceType.KEY_PAIR))
                  .build();
          draft.put(
              Row.of(Kind.KEY, made.keyPairId(), call.account(), made)
                  .note(KeyNotes.PUBLIC_KEY, key.line(name)));
          return made;
        });
  }
}
