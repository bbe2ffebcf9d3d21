package entrepot.collect.files;

import entrepot.collect.HostileIndex;
import java.nio.charset.StandardCharsets;

/** The text within a clearsigned message (RFC 9580, section 7), where nobody asks for its key. */
final class Cleartext {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  private Cleartext() {}

  /** Whether the file says that it is a clearsigned message. */
  static boolean is(byte[] content) {
    return latin(content).startsWith(BEGIN);
  }

  /** What is signed, unverified; throws where the frame is broken, or encloses not all. */
  static byte[] of(byte[] message, String where) {
    String text = latin(message).replace("\r\n", "\n");
    int headers = text.indexOf("\n\n");
    int signature = text.indexOf(SIGNATURE);
    boolean whole = text.stripTrailing().endsWith(END) && text.indexOf(BEGIN, 1) < 0;
    if (headers < 0 || signature < headers || !whole) {
      throw new HostileIndex(where, "its frame of a signed message is broken");
    }
    String signed = text.substring(Math.min(headers + 2, signature + 1), signature + 1);
    StringBuilder unescaped = new StringBuilder(signed.length());
    signed
        .lines()
        .forEach(line ->
            unescaped.append(line.startsWith("- ") ? line.substring(2) : line).append('\n'));
    return unescaped.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
