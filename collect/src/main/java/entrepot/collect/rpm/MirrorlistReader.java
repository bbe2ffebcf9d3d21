package entrepot.collect.rpm;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads a mirror list: a folder's address a line. */
final class MirrorlistReader {
  private static final int MOST_LINES = 10_000;

  private MirrorlistReader() {}

  /** The addresses by http and https, in the order of the list. */
  static List<URI> read(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .limit(MOST_LINES)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .flatMap(line -> folder(line).stream())
        .toList();
  }

  /** The folder's address, if it is one that can be asked; rsync and ftp cannot. */
  static Optional<URI> folder(String text) {
    try {
      URI uri = new URI(text);
      boolean asked =
          ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && text.length() <= 2_000;
      return asked ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
