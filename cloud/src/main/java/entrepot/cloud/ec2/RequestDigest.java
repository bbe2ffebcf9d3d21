package entrepot.cloud.ec2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Tells whether two requests ask for the same: a digest of their parameters. */
final class RequestDigest {
  /** What may differ when a request is sent once more. */
  private static final Set<String> APART = Set.of("ClientToken", "DryRun");

  private final MessageDigest digest;

  private RequestDigest(MessageDigest digest) {
    this.digest = digest;
  }

  /** Hex, of all parameters but the client token. */
  static String of(SdkPojo request) {
    try {
      RequestDigest made = new RequestDigest(MessageDigest.getInstance("SHA-256"));
      for (SdkField<?> field : request.sdkFields()) {
        if (!APART.contains(field.memberName())) {
          made.add(field.memberName(), field.getValueOrDefault(request));
        }
      }
      return HexFormat.of().formatHex(made.digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void add(String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case SdkPojo pojo -> {
        text("{" + name);
        pojo.sdkFields().forEach(field -> add(field.memberName(), field.getValueOrDefault(pojo)));
        text("}");
      }
      case Collection<?> list -> {
        int at = 0;
        for (Object item : list) {
          add(name + "." + ++at, item);
        }
      }
      default -> text(name + "=" + value);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
