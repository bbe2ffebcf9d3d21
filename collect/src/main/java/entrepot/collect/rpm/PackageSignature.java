package entrepot.collect.rpm;

import entrepot.collect.pgp.Keyring;
import entrepot.collect.pgp.SignatureRefused;
import entrepot.kit.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The signature of one package, as rpm checks it: of the header, whose digest of the payload must
 * then fit; or, in packages of before 2018, of header and payload together.
 */
final class PackageSignature {
  /** Of the lead, which nothing has read since rpm 3. */
  private static final int LEAD = 96;

  private static final int LEAD_MAGIC = 0xedabeedb;

  // Tags of the signature header.
  private static final int SIGNATURE_DSA = 267;
  private static final int SIGNATURE_RSA = 268;
  private static final int SIGNATURE_OPENPGP = 278;
  private static final int SIGNATURE_PGP_WHOLE = 1002;
  private static final int SIGNATURE_GPG_WHOLE = 1005;

  // Tags of the main header.
  private static final int PAYLOAD_DIGEST = 5092;
  private static final int PAYLOAD_DIGEST_ALGORITHM = 5093;

  private final Keyring keyring;
  private final String what;
  private final Instant now;

  PackageSignature(Keyring keyring, String what, Instant now) {
    this.keyring = keyring;
    this.what = what;
    this.now = now;
  }

  /** Why the package is not signed as the keyring asks; reads the stream to its end. */
  Optional<String> objection(InputStream in) throws IOException {
    try {
      check(in);
      return Optional.empty();
    } catch (BrokenPackage e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (SignatureRefused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void check(InputStream in) throws IOException, BrokenPackage {
    byte[] lead = in.readNBytes(LEAD);
    if (lead.length < LEAD || ByteBuffer.wrap(lead).getInt() != LEAD_MAGIC) {
      throw new BrokenPackage("it is no RPM package");
    }
    byte[] signatures = header(in);
    in.readNBytes(-signatures.length & 7);
    byte[] main = header(in);
    RpmHeader signed = RpmHeader.of(main);
    List<byte[]> ofHeader = ofHeader(RpmHeader.of(signatures));
    Optional<Digest> payload = payloadDigest(signed);
    if (!ofHeader.isEmpty() && payload.isPresent()) {
      requireOne(ofHeader, main);
      requirePayload(in, payload.get());
      return;
    }
    List<byte[]> ofAll = ofWhole(RpmHeader.of(signatures));
    if (ofAll.isEmpty()) {
      throw new BrokenPackage(
          ofHeader.isEmpty()
              ? "it is not signed"
              : "its signature covers the header only, which gives no digest of the payload");
    }
    keyring.verify(
        new SequenceInputStream(new ByteArrayInputStream(main), in), ofAll.getFirst(), what, now);
  }

  private static byte[] header(InputStream in) throws IOException, BrokenPackage {
    byte[] intro = in.readNBytes(RpmHeader.INTRO);
    if (intro.length < RpmHeader.INTRO) {
      throw new BrokenPackage("it ends within its headers");
    }
    int length = RpmHeader.length(intro);
    // As many as come, not as many as are claimed.
    byte[] rest = in.readNBytes(length - intro.length);
    if (rest.length < length - intro.length) {
      throw new BrokenPackage("it ends within its headers");
    }
    byte[] whole = new byte[length];
    System.arraycopy(intro, 0, whole, 0, intro.length);
    System.arraycopy(rest, 0, whole, intro.length, rest.length);
    return whole;
  }

  private static List<byte[]> ofHeader(RpmHeader signatures) throws BrokenPackage {
    List<byte[]> all = new ArrayList<>();
    signatures.binary(SIGNATURE_RSA).ifPresent(all::add);
    signatures.binary(SIGNATURE_DSA).ifPresent(all::add);
    Optional<String> openPgp = signatures.string(SIGNATURE_OPENPGP);
    if (openPgp.isPresent()) {
      try {
        all.add(Base64.getDecoder().decode(openPgp.get()));
      } catch (IllegalArgumentException e) {
        throw new BrokenPackage("its signature is no base64");
      }
    }
    return all;
  }

  private static List<byte[]> ofWhole(RpmHeader signatures) throws BrokenPackage {
    List<byte[]> all = new ArrayList<>();
    signatures.binary(SIGNATURE_PGP_WHOLE).ifPresent(all::add);
    signatures.binary(SIGNATURE_GPG_WHOLE).ifPresent(all::add);
    return all;
  }

  private void requireOne(List<byte[]> signatures, byte[] header) {
    for (int i = 0; ; i++) {
      try {
        keyring.verify(header, signatures.get(i), what, now);
        return;
      } catch (SignatureRefused e) {
        if (i + 1 == signatures.size()) {
          throw e;
        }
      }
    }
  }

  private static Optional<Digest> payloadDigest(RpmHeader header) throws BrokenPackage {
    Optional<String> hex = header.string(PAYLOAD_DIGEST);
    if (hex.isEmpty()) {
      return Optional.empty();
    }
    // The numbers of OpenPGP's hashes (RFC 9580, 9.5); weaker ones are none.
    Digest.Algorithm algorithm =
        switch (header.number(PAYLOAD_DIGEST_ALGORITHM).orElse(8)) {
          case 8 -> Digest.Algorithm.SHA256;
          case 9 -> Digest.Algorithm.SHA384;
          case 10 -> Digest.Algorithm.SHA512;
          case 11 -> Digest.Algorithm.SHA224;
          default -> throw new BrokenPackage("its payload's digest is of an unknown or weak kind");
        };
    try {
      return Optional.of(Digest.of(algorithm, HexFormat.of().parseHex(hex.get())));
    } catch (IllegalArgumentException e) {
      throw new BrokenPackage("its payload's digest is none");
    }
  }

  private static void requirePayload(InputStream in, Digest expected)
      throws IOException, BrokenPackage {
    MessageDigest hash = expected.algorithm().hash();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      hash.update(buffer, 0, n);
    }
    if (!Digest.of(expected.algorithm(), hash.digest()).equals(expected)) {
      throw new BrokenPackage("its payload is not the one that its signed header names");
    }
  }
}
