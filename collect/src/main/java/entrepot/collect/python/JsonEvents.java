package entrepot.collect.python;

import java.io.Reader;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** The events of a JSON page; whatever is no JSON, or too deep, or too long, refuses the page. */
final class JsonEvents implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1 << 10)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          // A page chooses its keys: they must not fill a table that lives longer than the page.
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .build();

  private final JsonParser parser;
  private final String where;

  JsonEvents(Reader text, String where) {
    this.where = where;
    this.parser = JSON.createParser(ObjectReadContext.empty(), text);
  }

  PageRefused broken(String found) {
    return new PageRefused(where, found);
  }

  /** Goes to the next event; false at the end of the page. */
  boolean next() {
    try {
      return parser.nextToken() != null;
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  boolean at(JsonToken token) {
    return parser.currentToken() == token;
  }

  /** In an object: goes to the value of the next key, and returns the key; empty at its end. */
  Optional<String> nextKey() {
    try {
      String name = parser.nextName();
      if (name == null) {
        return Optional.empty();
      }
      parser.nextToken();
      return Optional.of(name);
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** In an array: goes to the next element; false at its end. */
  boolean nextElement() {
    if (!next()) {
      throw broken("it ends in the middle");
    }
    return !at(JsonToken.END_ARRAY);
  }

  /** The string here, or empty when the value is none. Its surrogates may be alone. */
  Optional<String> text() {
    try {
      return at(JsonToken.VALUE_STRING) ? Optional.of(parser.getString()) : Optional.empty();
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** The whole number here that is not negative, or empty when the value is none. */
  OptionalLong natural() {
    try {
      if (!at(JsonToken.VALUE_NUMBER_INT)
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        return OptionalLong.empty();
      }
      long value = parser.getLongValue();
      return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** Passes over the object or array that begins here, if one does. */
  void skip() {
    try {
      parser.skipChildren();
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  private PageRefused broken(JacksonException e) {
    if (e.getCause() instanceof java.io.IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
    String found = String.valueOf(e.getOriginalMessage());
    return new PageRefused(where, "it is no JSON that we accept: " + Texts.shown(found), e);
  }

  @Override
  public void close() {
    parser.close();
  }
}
