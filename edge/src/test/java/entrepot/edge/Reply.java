package entrepot.edge;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer as it came over the wire; header names in lower case. */
@SuppressWarnings("ArrayRecordComponent") // a test's own bytes
record Reply(int status, Map<String, String> headers, byte[] body) {
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
