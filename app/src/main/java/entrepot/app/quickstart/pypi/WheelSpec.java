package entrepot.app.quickstart.pypi;

import entrepot.kit.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A wheel of one module (PyPA's binary distribution format 1.0); the same description gives the
 * same bytes.
 *
 * @param project normalised with underscores: also the module's name
 * @param requires lines of Requires-Dist
 * @param code the module's text
 */
public record WheelSpec(
    String project, String version, String summary, List<String> requires, String code) {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  public WheelSpec {
    requires = List.copyOf(requires);
  }

  /** Its file's name. */
  public String filename() {
    return "%s-%s-py3-none-any.whl".formatted(project, version);
  }

  /** Its file. */
  public byte[] bytes() {
    String info = "%s-%s.dist-info/".formatted(project, version);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(project + "/__init__.py", code);
    files.put(info + "METADATA", metadata());
    files.put(
        info + "WHEEL",
        """
        Wheel-Version: 1.0
        Generator: entrepot
        Root-Is-Purelib: true
        Tag: py3-none-any
        """);
    StringBuilder record = new StringBuilder();
    files.forEach((path, text) -> {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      byte[] sha256 = HexFormat.of().parseHex(Digest.sha256Of(content).hex());
      record.append(
          "%s,sha256=%s,%d\n"
              .formatted(
                  path,
                  Base64.getUrlEncoder().withoutPadding().encodeToString(sha256),
                  content.length));
    });
    files.put(info + "RECORD", record + info + "RECORD,,\n");
    return zip(files);
  }

  private String metadata() {
    StringBuilder text = new StringBuilder("Metadata-Version: 2.1\n");
    text.append("Name: %s\nVersion: %s\n".formatted(project.replace('_', '-'), version));
    text.append("Summary: %s\nRequires-Python: >=3\n".formatted(summary));
    requires.forEach(line -> text.append("Requires-Dist: ").append(line).append('\n'));
    return text.toString();
  }

  private static byte[] zip(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
