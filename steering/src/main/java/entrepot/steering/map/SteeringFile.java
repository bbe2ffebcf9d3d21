package entrepot.steering.map;

import com.fasterxml.jackson.annotation.Nulls;
import entrepot.kit.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one file by which the control plane tells steering what there is: JSON, format 2, at most 64
 * MiB. Readers refuse what they do not know, for a rule overlooked could send clients where they
 * must not go.
 */
public final class SteeringFile {
  private static final int MAX_BYTES = 64 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(6)
                          .maxStringLength(1_000)
                          .maxNameLength(100)
                          .maxNumberLength(20)
                          .build())
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .changeDefaultNullHandling(
              nulls -> nulls.withValueNulls(Nulls.FAIL).withContentNulls(Nulls.FAIL))
          .build();

  private SteeringFile() {}

  /**
   * Replaces the file in one step; one that says the same, whenever it was made, stays. Throws
   * {@link SteeringFileCorrupt}.
   */
  public static void write(Path file, SteeringMap map) {
    FileFormat json = FileFormat.of(map);
    byte[] content = JSON.writeValueAsBytes(json);
    if (content.length > MAX_BYTES) {
      throw new SteeringFileCorrupt(
          file, "it would have %d bytes, more than %d".formatted(content.length, MAX_BYTES), null);
    }
    try {
      Optional<byte[]> former = content(file);
      if (former.filter(bytes -> says(bytes, json)).isEmpty()) {
        DurableFile.replace(file, content);
      }
    } catch (IOException e) {
      throw new SteeringFileCorrupt(file, "writing it: " + e.getMessage(), e);
    }
  }

  private static boolean says(byte[] former, FileFormat json) {
    try {
      return JSON.readValue(former, FileFormat.class).madeAt(json.created()).equals(json);
    } catch (JacksonException _) {
      return false;
    }
  }

  /** What the file says; empty where there is none. Throws {@link SteeringFileCorrupt}. */
  public static Optional<SteeringMap> read(Path file) {
    try {
      return content(file).map(bytes -> parse(file, bytes));
    } catch (IOException e) {
      throw new SteeringFileCorrupt(file, "reading it: " + e.getMessage(), e);
    }
  }

  private static Optional<byte[]> content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(MAX_BYTES + 1));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static SteeringMap parse(Path file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new SteeringFileCorrupt(file, "it has more than %d bytes".formatted(MAX_BYTES), null);
    }
    try {
      FileFormat json = JSON.readValue(bytes, FileFormat.class);
      if (json.format() != FileFormat.FORMAT) {
        throw new SteeringFileCorrupt(
            file, "it has format %d, not %d".formatted(json.format(), FileFormat.FORMAT), null);
      }
      return json.map();
    } catch (JacksonException e) {
      throw new SteeringFileCorrupt(file, e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new SteeringFileCorrupt(file, String.valueOf(e.getMessage()), e);
    }
  }
}
