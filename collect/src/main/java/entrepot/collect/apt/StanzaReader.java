package entrepot.collect.apt;

import entrepot.collect.HostileIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads deb822 stanzas one after the other and keeps only the wanted fields of the current one. A
 * field that comes twice is refused, since readers differ in which of the two they believe.
 */
final class StanzaReader {
  private final LineReader lines;
  private final Set<String> wanted;
  private final StanzaLimits limits;
  private final String where;
  private long stanza;

  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private @Nullable String field;

  /** Keeps the fields named by {@code wanted}, in lower case; {@code where} is for errors. */
  StanzaReader(InputStream in, Set<String> wanted, StanzaLimits limits, String where) {
    this.lines = new LineReader(in, limits.line(), where);
    this.wanted = wanted;
    this.limits = limits;
    this.where = where;
  }

  /** The number of the current stanza, from 1. */
  long number() {
    return stanza;
  }

  /** The wanted fields of the next stanza, by names in lower case; empty at the end. */
  Optional<Map<String, String>> next() throws IOException {
    Map<String, String> fields = new HashMap<>();
    long bytes = 0;
    boolean begun = false;
    while (lines.next()) {
      if (lines.isBlank()) {
        if (begun) {
          break;
        }
        continue;
      }
      if (!begun) {
        begun = true;
        count();
      }
      bytes += lines.length();
      if (bytes > limits.stanza()) {
        throw broken("is longer than %d bytes".formatted(limits.stanza()));
      }
      take(fields);
    }
    end(fields);
    return begun ? Optional.of(fields) : Optional.empty();
  }

  /** What to throw when the current stanza is wrong. */
  HostileIndex broken(String found) {
    return new HostileIndex(where, "stanza %d %s".formatted(stanza, found));
  }

  private void count() {
    stanza++;
    if (stanza > limits.stanzas()) {
      throw new HostileIndex(where, "it has more than %d stanzas".formatted(limits.stanzas()));
    }
  }

  private void take(Map<String, String> fields) {
    if (lines.at(0) == ' ' || lines.at(0) == '\t') {
      if (field != null) {
        value.write('\n');
        lines.copyTo(value, 1);
      }
      return;
    }
    end(fields);
    int colon = lines.indexOf(':');
    if (colon <= 0) {
      throw broken("has a line that is neither a field nor goes on with one");
    }
    String name = lines.text(0, colon).toLowerCase(Locale.ROOT);
    if (wanted.contains(name)) {
      if (fields.containsKey(name)) {
        throw broken("has the field '%s' twice".formatted(name));
      }
      field = name;
      lines.copyTo(value, colon + 1);
    }
  }

  private void end(Map<String, String> fields) {
    if (field == null) {
      return;
    }
    try {
      fields.put(
          field,
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(value.toByteArray()))
              .toString()
              .strip());
    } catch (CharacterCodingException e) {
      throw broken("has a field '%s' that is not UTF-8".formatted(field));
    }
    value.reset();
    field = null;
  }
}
