package entrepot.cloud.wire;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.kit.listen.Request;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The parameters of a request, from its query string and its form: each name once, decoded once.
 * What is verified against the signature and what is acted on are the same.
 *
 * @param query those of the query string
 * @param form those of the body
 */
record Parameters(SequencedMap<String, String> query, SequencedMap<String, String> form) {
  private static final int COUNT = 10_000;
  private static final int NAME = 256;
  private static final int VALUE = 128 * 1024;

  /** Reads them; throws {@link Ec2Failure}. */
  static Parameters of(Request request) {
    int question = request.target().indexOf('?');
    return new Parameters(
        read(question < 0 ? "" : request.target().substring(question + 1)),
        read(new String(request.body(), StandardCharsets.ISO_8859_1)));
  }

  /** The query's alone, for protocols whose body is no form. */
  static Parameters ofQuery(Request request) {
    int question = request.target().indexOf('?');
    return new Parameters(
        read(question < 0 ? "" : request.target().substring(question + 1)), new LinkedHashMap<>());
  }

  /** One of them, wherever it stands. */
  Optional<String> one(String name) {
    return Optional.ofNullable(form.getOrDefault(name, query.get(name)));
  }

  /** All of them; throws {@link Ec2Failure} where a name stands in both places. */
  SequencedMap<String, String> all() {
    SequencedMap<String, String> all = new LinkedHashMap<>(query);
    for (Map.Entry<String, String> one : form.entrySet()) {
      if (all.put(one.getKey(), one.getValue()) != null) {
        throw twice(one.getKey());
      }
    }
    return all;
  }

  private static SequencedMap<String, String> read(String encoded) {
    SequencedMap<String, String> read = new LinkedHashMap<>();
    int at = 0;
    while (at < encoded.length()) {
      int end = encoded.indexOf('&', at);
      end = end < 0 ? encoded.length() : end;
      if (end > at) {
        int equals = encoded.indexOf('=', at);
        boolean bare = equals < 0 || equals > end;
        String name = decoded(encoded.substring(at, bare ? end : equals));
        String value = bare ? "" : decoded(encoded.substring(equals + 1, end));
        if (name.length() > NAME || value.length() > VALUE || read.size() == COUNT) {
          throw Ec2Failure.of(
              "MalformedQueryString",
              "A request has at most %d parameters, names of %d and values of %d characters."
                  .formatted(COUNT, NAME, VALUE));
        }
        if (read.put(name, value) != null) {
          throw twice(name);
        }
      }
      at = end + 1;
    }
    return read;
  }

  private static Ec2Failure twice(String name) {
    return Ec2Failure.of(
        "InvalidParameterCombination", "The parameter " + shown(name) + " is given twice.");
  }

  /** No longer than a message can bear. */
  static String shown(String text) {
    return text.length() <= NAME ? text : text.substring(0, NAME) + "…";
  }

  private static String decoded(String raw) {
    byte[] out = new byte[raw.length()];
    int n = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
        if (low < 0) {
          throw malformed("has an invalid percent escape");
        }
        out[n++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[n++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(out, 0, n))
              .toString();
      if (!text.codePoints().allMatch(Xml::allowed)) {
        throw Ec2Failure.of(
            "InvalidCharacter", "A parameter has a character that no answer could repeat.");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw malformed("is not UTF-8");
    }
  }

  private static Ec2Failure malformed(String what) {
    return Ec2Failure.of("MalformedQueryString", "The query string " + what + ".");
  }
}
