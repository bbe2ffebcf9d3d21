package entrepot.cloud.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The session tokens of version 2. A token tells when it ends and is sealed for one instance, so
 * that none needs to be remembered and all outlive a restart.
 */
final class SessionTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LENGTH = Long.BYTES + 32;

  private final SecretKeySpec secret;
  private final InstantSource clock;

  SessionTokens(byte[] secret, InstantSource clock) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
  }

  String next(String instanceId, Duration time) {
    byte[] token = seal(instanceId, clock.instant().plus(time).toEpochMilli());
    return Base64.getUrlEncoder().encodeToString(token);
  }

  boolean valid(String instanceId, String token) {
    byte[] said;
    try {
      said = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (said.length != LENGTH) {
      return false;
    }
    long end = ByteBuffer.wrap(said).getLong();
    return MessageDigest.isEqual(said, seal(instanceId, end))
        && clock.instant().isBefore(Instant.ofEpochMilli(end));
  }

  private byte[] seal(String instanceId, long end) {
    byte[] head = ByteBuffer.allocate(LENGTH).putLong(end).array();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(Arrays.copyOf(head, Long.BYTES));
      mac.update(instanceId.getBytes(StandardCharsets.UTF_8));
      mac.doFinal(head, Long.BYTES);
      return head;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
