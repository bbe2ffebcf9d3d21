package entrepot.app.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of an answer of the admin API: exactly one field is set. A stream of them ends with a
 * report or a failure; without either the server died.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AdminEvent(
    @Nullable String stage,
    @Nullable Amount expect,
    @Nullable Amount done,
    @Nullable String note,
    @Nullable JsonNode report,
    @Nullable Failed failure) {

  /** So many more files and bytes. */
  record Amount(long files, long bytes) {}

  /** What went wrong, and the exit code that it has on the command line. */
  record Failed(String message, String next, int exit) {}

  static AdminEvent ofStage(String name) {
    return new AdminEvent(name, null, null, null, null, null);
  }

  static AdminEvent ofExpected(long files, long bytes) {
    return new AdminEvent(null, new Amount(files, bytes), null, null, null, null);
  }

  static AdminEvent ofDone(long files, long bytes) {
    return new AdminEvent(null, null, new Amount(files, bytes), null, null, null);
  }

  static AdminEvent ofNote(String sentence) {
    return new AdminEvent(null, null, null, sentence, null, null);
  }

  static AdminEvent ofReport(JsonNode report) {
    return new AdminEvent(null, null, null, null, report, null);
  }

  static AdminEvent ofFailure(String message, String next, int exit) {
    return new AdminEvent(null, null, null, null, null, new Failed(message, next, exit));
  }
}
