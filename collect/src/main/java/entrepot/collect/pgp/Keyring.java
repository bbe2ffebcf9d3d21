package entrepot.collect.pgp;

import entrepot.kit.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.pgpainless.PGPainless;
import org.pgpainless.key.OpenPgpFingerprint;
import org.pgpainless.key.info.KeyRingInfo;
import org.pgpainless.sop.SOPImpl;
import sop.ByteArrayAndResult;
import sop.SOP;
import sop.Verification;
import sop.exception.SOPGPException;
import sop.operation.AbstractVerify;

/**
 * The certificates of one upstream. A file passes when one of its signatures is valid and made by
 * one of them, and the key is not expired or revoked at the time of the check (not only at that of
 * signing, since an expired key's thief could date a signature back).
 */
public final class Keyring {
  private static final long MAX_BYTES = 16 << 20;

  private final SOP sop = new SOPImpl();
  private final Path file;
  private final Digest digest;
  private final List<PGPPublicKeyRing> certificates;
  private final List<byte[]> encoded;

  private Keyring(Path file, Digest digest, List<PGPPublicKeyRing> certificates)
      throws IOException {
    this.file = file;
    this.digest = digest;
    this.certificates = certificates;
    this.encoded = new ArrayList<>();
    for (PGPPublicKeyRing certificate : certificates) {
      encoded.add(certificate.getEncoded());
    }
  }

  /** Reads a file of any number of certificates, binary or armored. */
  public static Keyring read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new KeyringUnusable(file, "it is larger than 16 MiB", null);
      }
      byte[] content = Files.readAllBytes(file);
      List<PGPPublicKeyRing> certificates = Armor.certificates(content);
      if (certificates.isEmpty()) {
        throw new KeyringUnusable(file, "it has no OpenPGP certificate", null);
      }
      return new Keyring(file, Digest.sha256Of(content), certificates);
    } catch (IOException | RuntimeException e) {
      if (e instanceof KeyringUnusable known) {
        throw known;
      }
      throw new KeyringUnusable(file, String.valueOf(e), e);
    }
  }

  /** Of the keyring's file. */
  public Digest digest() {
    return digest;
  }

  /**
   * The text that a clearsigned message signs, free of its frame; nothing else of the message may
   * be believed.
   */
  public byte[] verifiedText(byte[] message, String what, Instant now) {
    if (!Armor.isClearsigned(message)) {
      throw new SignatureRefused(
          what, "it is not signed, or there is something before or behind what is signed", null);
    }
    try {
      ByteArrayAndResult<List<Verification>> result =
          trusting(sop.inlineVerify(), now).data(message).toByteArrayAndResult();
      requireLiving(result.getResult(), what, now);
      return result.getBytes();
    } catch (IOException | RuntimeException e) {
      throw refusal(what, Armor.signers(message), e);
    }
  }

  /** Checks a signature that lies beside its file. */
  public void verify(byte[] content, byte[] signature, String what, Instant now) {
    verify(new ByteArrayInputStream(content), signature, what, now);
  }

  /** The same, of a file that is read to its end. */
  public void verify(InputStream content, byte[] signature, String what, Instant now) {
    try {
      requireLiving(
          trusting(sop.detachedVerify(), now).signatures(signature).data(content), what, now);
    } catch (IOException | RuntimeException e) {
      throw refusal(what, Armor.signers(signature), e);
    }
  }

  private <T extends AbstractVerify<T>> T trusting(T operation, Instant now) throws IOException {
    T trusting = operation.notAfter(Date.from(now.plusSeconds(300)));
    for (byte[] certificate : encoded) {
      trusting = trusting.cert(certificate);
    }
    return trusting;
  }

  private void requireLiving(List<Verification> made, String what, Instant now) throws IOException {
    List<String> objections = new ArrayList<>();
    for (Verification signature : made) {
      Optional<String> objection = objection(signature, now);
      if (objection.isEmpty()) {
        return;
      }
      objections.add(objection.get());
    }
    throw new SignatureRefused(what, String.join("; ", objections), null);
  }

  private Optional<String> objection(Verification signature, Instant now) throws IOException {
    String signer = signature.getSigningKeyFingerprint();
    for (int i = 0; i < certificates.size(); i++) {
      for (PGPPublicKey key : certificates.get(i)) {
        if (OpenPgpFingerprint.of(key).toString().equalsIgnoreCase(signer)) {
          // Inspecting verifies the certificate's own signatures, which Bouncy Castle's objects do
          // for one thread at a time; packages are verified by many.
          PGPPublicKeyRing own = Armor.certificates(encoded.get(i)).getFirst();
          return objection(own, own.getPublicKey(key.getKeyID()), now);
        }
      }
    }
    return Optional.of("key %s is not in the keyring".formatted(signer));
  }

  private static Optional<String> objection(
      PGPPublicKeyRing certificate, PGPPublicKey key, Instant now) {
    OpenPgpFingerprint signer = OpenPgpFingerprint.of(key);
    KeyRingInfo info = PGPainless.inspectKeyRing(certificate, Date.from(now));
    Date primary = info.getPrimaryKeyExpirationDate();
    Date own = key.isMasterKey() ? primary : info.getSubkeyExpirationDate(signer);
    for (Date expiry : new Date[] {primary, own}) {
      if (expiry != null && !expiry.toInstant().isAfter(now)) {
        return Optional.of("key %s expired on %s".formatted(signer, expiry.toInstant()));
      }
    }
    return info.isKeyValidlyBound(key.getKeyID())
        ? Optional.empty()
        : Optional.of("key %s is revoked or not valid now".formatted(signer));
  }

  private SignatureRefused refusal(String what, List<String> signers, Exception e) {
    if (e instanceof SignatureRefused known) {
      return known;
    }
    if (signers.isEmpty()) {
      return new SignatureRefused(what, "there is no readable signature", e);
    }
    List<String> known = signers.stream().filter(this::knows).toList();
    String keys = String.join(", ", signers);
    String found =
        known.isEmpty()
            ? "signed by %s, and %s has none of these keys".formatted(keys, file)
            : "no signature by %s is valid: wrong, or by a key that had expired or is too weak"
                .formatted(String.join(", ", known));
    String more = e instanceof SOPGPException ? "" : " (" + e.getMessage() + ")";
    return new SignatureRefused(what, found + more, e);
  }

  private boolean knows(String keyId) {
    return certificates.stream()
        .anyMatch(c -> c.getPublicKey(Long.parseUnsignedLong(keyId, 16)) != null);
  }
}
