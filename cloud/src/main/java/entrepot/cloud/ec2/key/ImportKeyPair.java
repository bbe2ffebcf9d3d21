package entrepot.cloud.ec2.key;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Required;
import entrepot.cloud.ec2.TagSpecifications;
import java.security.GeneralSecurityException;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Takes over the public half of a key pair made elsewhere. */
final class ImportKeyPair implements Action<ImportKeyPairRequest, ImportKeyPairResponse> {
  @Override
  public Class<ImportKeyPairRequest> request() {
    return ImportKeyPairRequest.class;
  }

  @Override
  public void check(ImportKeyPairRequest request, Call call) {
    var _ = Keys.free(call.book(), call.account(), request.keyName());
    var _ = TagSpecifications.of(request.tagSpecifications(), ResourceType.KEY_PAIR);
    var _ = key(request);
  }

  @Override
  public ImportKeyPairResponse run(ImportKeyPairRequest request, Call call) {
    PublicKeyLine key = key(request);
    KeyPairInfo made =
        Keys.add(call, request.keyName(), key, fingerprint(key), request.tagSpecifications());
    return ImportKeyPairResponse.builder()
        .keyPairId(made.keyPairId())
        .keyName(made.keyName())
        .keyFingerprint(made.keyFingerprint())
        .tags(made.tags())
        .build();
  }

  private static PublicKeyLine key(ImportKeyPairRequest request) {
    return PublicKeyMaterial.read(
        Required.parameter(request.publicKeyMaterial(), "PublicKeyMaterial").asByteArray());
  }

  private static String fingerprint(PublicKeyLine key) {
    try {
      return key.fingerprint();
    } catch (GeneralSecurityException e) {
      throw Ec2Failure.of("InvalidKey.Format", "Key is not one that could be used");
    }
  }
}
