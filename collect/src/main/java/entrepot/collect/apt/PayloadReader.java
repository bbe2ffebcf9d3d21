package entrepot.collect.apt;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the files that Packages and Sources name, one stanza at a time. */
final class PayloadReader {
  private static final Set<String> BINARY = Set.of("filename", "size", "sha256", "sha512");
  private static final Set<String> SOURCE =
      Set.of("directory", "checksums-sha256", "checksums-sha512");

  private PayloadReader() {}

  /** Of a Packages index. */
  static void packages(InputStream in, StanzaLimits limits, String where, Consumer<Payload> each)
      throws IOException {
    StanzaReader stanzas = new StanzaReader(in, BINARY, limits, where);
    for (Optional<Map<String, String>> f = stanzas.next(); f.isPresent(); f = stanzas.next()) {
      Map<String, String> fields = f.get();
      String name = required(stanzas, fields, "filename");
      String size = required(stanzas, fields, "size");
      boolean modern = fields.containsKey("sha256");
      String hex = modern ? fields.get("sha256") : fields.get("sha512");
      if (hex == null) {
        throw stanzas.broken("names '%s' without SHA256 or SHA512".formatted(name));
      }
      each.accept(
          payload(
              stanzas,
              name,
              size,
              modern ? Digest.Algorithm.SHA256 : Digest.Algorithm.SHA512,
              hex));
    }
  }

  /** Of a Sources index. */
  static void sources(InputStream in, StanzaLimits limits, String where, Consumer<Payload> each)
      throws IOException {
    StanzaReader stanzas = new StanzaReader(in, SOURCE, limits, where);
    for (Optional<Map<String, String>> f = stanzas.next(); f.isPresent(); f = stanzas.next()) {
      Map<String, String> fields = f.get();
      String folder = required(stanzas, fields, "directory");
      boolean modern = fields.containsKey("checksums-sha256");
      String files = required(stanzas, fields, modern ? "checksums-sha256" : "checksums-sha512");
      Digest.Algorithm algorithm = modern ? Digest.Algorithm.SHA256 : Digest.Algorithm.SHA512;
      for (String line : files.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
        String[] parts = line.split("\\s+", 4);
        if (parts.length != 3 || parts[2].contains("/")) {
          throw stanzas.broken("has a checksum line that is not 'digest size name'");
        }
        String path = folder.equals(".") ? parts[2] : folder + "/" + parts[2];
        each.accept(payload(stanzas, path, parts[1], algorithm, parts[0]));
      }
    }
  }

  private static String required(StanzaReader stanzas, Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw stanzas.broken("has no field '%s'".formatted(name));
    }
    return value;
  }

  private static Payload payload(
      StanzaReader stanzas, String path, String size, Digest.Algorithm algorithm, String hex) {
    try {
      return new Payload(
          TreePath.of(path.startsWith("./") ? path.substring(2) : path),
          ReleaseParser.size(size),
          List.of(Digest.ofHex(algorithm, hex)));
    } catch (IllegalArgumentException | Failure e) {
      throw stanzas.broken("is refused: " + e.getMessage());
    }
  }
}
