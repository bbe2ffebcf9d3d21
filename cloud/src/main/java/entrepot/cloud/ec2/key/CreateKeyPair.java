package entrepot.cloud.ec2.key;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.TagSpecifications;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Makes a key pair, and hands out its private half once. */
final class CreateKeyPair implements Action<CreateKeyPairRequest, CreateKeyPairResponse> {
  @Override
  public Class<CreateKeyPairRequest> request() {
    return CreateKeyPairRequest.class;
  }

  @Override
  public void check(CreateKeyPairRequest request, Call call) {
    var _ = Keys.free(call.book(), call.account(), request.keyName());
    var _ = TagSpecifications.of(request.tagSpecifications(), ResourceType.KEY_PAIR);
    var _ = type(request);
    if (!Objects.requireNonNullElse(request.keyFormatAsString(), "pem").equals("pem")) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "Key pairs are made in the format pem; ppk is not supported.");
    }
  }

  @Override
  public CreateKeyPairResponse run(CreateKeyPairRequest request, Call call) {
    NewKey key = NewKey.make(type(request));
    KeyPairInfo made =
        Keys.add(
            call,
            request.keyName(),
            key.publicKey(),
            key.fingerprint(),
            request.tagSpecifications());
    return CreateKeyPairResponse.builder()
        .keyPairId(made.keyPairId())
        .keyName(made.keyName())
        .keyFingerprint(made.keyFingerprint())
        .keyMaterial(key.privateKey())
        .tags(made.tags())
        .build();
  }

  private static KeyType type(CreateKeyPairRequest request) {
    String type = Objects.requireNonNullElse(request.keyTypeAsString(), "rsa");
    return switch (type) {
      case "rsa" -> KeyType.RSA;
      case "ed25519" -> KeyType.ED25519;
      default ->
          throw Ec2Failure.of("InvalidParameterValue", "Invalid value '" + type + "' for KeyType.");
    };
  }
}
