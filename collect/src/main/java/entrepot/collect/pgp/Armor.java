package entrepot.collect.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.pgpainless.PGPainless;
import org.pgpainless.signature.SignatureUtils;

/** Takes keyrings and signatures apart, in whatever clothes they come. */
final class Armor {
  private static final Pattern KEY_BLOCK =
      Pattern.compile(
          "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----",
          Pattern.DOTALL);
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

  private static final String MESSAGE = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  private Armor() {}

  /** Whether this is one clearsigned message and nothing else, as apt asks for too. */
  static boolean isClearsigned(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    return text.startsWith(MESSAGE) && text.stripTrailing().endsWith(END);
  }

  /** The certificates of a keyring; a file may hold several armored blocks, one after the other. */
  static List<PGPPublicKeyRing> certificates(byte[] keyring) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    Matcher armored = KEY_BLOCK.matcher(new String(keyring, StandardCharsets.ISO_8859_1));
    while (armored.find()) {
      blocks.add(armored.group().getBytes(StandardCharsets.ISO_8859_1));
    }
    if (blocks.isEmpty()) {
      blocks.add(keyring);
    }
    List<PGPPublicKeyRing> certificates = new ArrayList<>();
    for (byte[] block : blocks) {
      PGPainless.readKeyRing()
          .publicKeyRingCollection(new ByteArrayInputStream(block))
          .getKeyRings()
          .forEachRemaining(certificates::add);
    }
    return certificates;
  }

  /** The ids of the keys that claim to have signed, in hexadecimal; empty when unreadable. */
  static List<String> signers(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int armored = text.lastIndexOf(SIGNATURE);
    byte[] block =
        armored < 0 ? message : text.substring(armored).getBytes(StandardCharsets.ISO_8859_1);
    try {
      return SignatureUtils.readSignatures(new ByteArrayInputStream(block)).stream()
          .map(PGPSignature::getKeyID)
          .map("%016X"::formatted)
          .distinct()
          .toList();
    } catch (IOException | RuntimeException | org.bouncycastle.openpgp.PGPException e) {
      return List.of();
    }
  }
}
