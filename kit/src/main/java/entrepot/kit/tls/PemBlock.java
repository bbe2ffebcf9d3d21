package entrepot.kit.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file.
 *
 * @param label such as {@code CERTIFICATE}
 * @param encrypted by a header of the old kind (RFC 1421)
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by those who parse it
record PemBlock(String label, boolean encrypted, byte[] der) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]*+)-----END \\1-----");

  /** Those of a file; text around them is let pass. */
  static List<PemBlock> in(Path file, byte[] content) {
    List<PemBlock> blocks = new ArrayList<>();
    // Proc-Type headers have dashes, and a header is all that matters of an encrypted block.
    String text =
        new String(content, StandardCharsets.ISO_8859_1)
            .replaceAll("(?m)^DEK-Info:.*$", "")
            .replaceAll("(?m)^Proc-Type: 4,ENCRYPTED\\s*$", "!");
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      String body = matcher.group(2);
      boolean encrypted = body.indexOf('!') >= 0;
      blocks.add(
          new PemBlock(
              matcher.group(1),
              encrypted,
              encrypted ? new byte[0] : decode(file, matcher.group(1), body)));
    }
    return blocks;
  }

  private static byte[] decode(Path file, String label, String body) {
    try {
      return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new UnusableIdentity(
          file,
          "the block %s is damaged".formatted(label),
          "Put the whole file there again, as it was issued.",
          e);
    }
  }
}
