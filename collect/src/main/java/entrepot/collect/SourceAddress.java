package entrepot.collect;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The address below which an upstream's files lie, and that of each file. */
public final class SourceAddress {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:@!$&'()*,;=";

  private final URI base;

  /** A folder; whether {@code base} ends with a slash makes no difference. */
  public SourceAddress(URI base) {
    this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
  }

  /** The folder, ending with a slash. */
  public URI base() {
    return base;
  }

  /** Where the file of that path is. A plus is encoded: some stores take it for a space. */
  public URI of(String path) {
    StringBuilder uri = new StringBuilder(base.toString());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(b) >= 0) {
        uri.append((char) b);
      } else {
        uri.append("%%%02X".formatted(b & 0xff));
      }
    }
    return URI.create(uri.toString());
  }
}
