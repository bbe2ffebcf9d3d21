package entrepot.release.sign;

import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The public keys whose signature counts; one valid signature suffices, so that old and new keys
 * overlap while they are rotated. Configured where the verifier runs, never read from the place
 * that is verified.
 */
public final class TrustedKeys {
  private static final int MAX_FILE = 64 << 10;

  private final @Nullable Path folder;
  private volatile Map<String, PublicKey> keys;

  private TrustedKeys(@Nullable Path folder, Map<String, PublicKey> keys) {
    this.folder = folder;
    this.keys = Map.copyOf(keys);
  }

  /**
   * The public keys in the {@code .pem} files of a folder. A key that is put there later counts
   * from then on. Throws {@link KeyUnusable}.
   */
  public static TrustedKeys of(Path folder) {
    return new TrustedKeys(folder, read(folder));
  }

  /** These keys. */
  public static TrustedKeys of(Collection<PublicKey> keys) {
    Map<String, PublicKey> byId = new TreeMap<>();
    keys.forEach(key -> byId.put(id(key), key));
    return new TrustedKeys(null, byId);
  }

  /**
   * The payload, once a signature of a trusted key holds; throws {@link NotTrusted}. Where none
   * does, a folder is read once more: somebody may just have put the new key there.
   */
  public byte[] verify(Envelope envelope, String payloadType) {
    if (holds(envelope, payloadType)) {
      return envelope.payload();
    }
    if (folder != null) {
      keys = Map.copyOf(read(folder));
      if (holds(envelope, payloadType)) {
        return envelope.payload();
      }
    }
    throw new NotTrusted(
        envelope.signatures().stream().map(Envelope.Signature::keyId).toList(), keys.keySet());
  }

  private boolean holds(Envelope envelope, String payloadType) {
    if (!envelope.payloadType().equals(payloadType)) {
      return false;
    }
    byte[] signed = Envelope.preAuthenticated(envelope.payloadType(), envelope.payload());
    for (Envelope.Signature each : envelope.signatures()) {
      PublicKey key = keys.get(each.keyId());
      if (key != null && holds(key, signed, each.bytes())) {
        return true;
      }
    }
    return false;
  }

  static boolean holds(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static String id(PublicKey key) {
    return Digest.sha256Of(key.getEncoded()).hex();
  }

  private static Map<String, PublicKey> read(Path folder) {
    Map<String, PublicKey> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*.pem")) {
      for (Path file : files) {
        if (Files.size(file) > MAX_FILE) {
          throw new GeneralSecurityException(file + " is too large for a key");
        }
        PublicKey key = Pem.publicKey(Files.readString(file));
        found.put(id(key), key);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new KeyUnusable(
          "reading the trusted keys in %s: %s".formatted(folder, e.getMessage()),
          "Put the public keys (PEM) of the control plane there.",
          e);
    }
    return found;
  }
}
