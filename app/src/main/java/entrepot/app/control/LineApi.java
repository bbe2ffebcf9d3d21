package entrepot.app.control;

import entrepot.app.command.Operator;
import entrepot.app.config.Configuration;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import java.io.DataOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code POST /v1/line}: a whole command line, its arguments each ended by a NUL, carried out here
 * and answered by {@link LineFrames}. A client that has nothing to do but to hand it over starts in
 * a fraction of the time.
 */
final class LineApi implements Handler {
  static final String PATH = "/v1/line";

  private final LineRunner lines;
  private final Operator operator;
  private final Configuration configuration;

  LineApi(LineRunner lines, Operator operator, Configuration configuration) {
    this.lines = lines;
    this.operator = operator;
    this.configuration = configuration;
  }

  @Override
  public Answer handle(Request request) {
    if (!request.method().equals("POST")) {
      return Answer.text(405, "command lines are posted\n").with("Allow", "POST");
    }
    String[] arguments = new String(request.body(), StandardCharsets.UTF_8).split("\0", -1);
    String[] line = java.util.Arrays.copyOf(arguments, arguments.length - 1);
    return Answer.streamed(
        "application/octet-stream",
        stream -> {
          DataOutputStream frames = new DataOutputStream(stream);
          int exit;
          // A caller that has gone makes these silent; the command goes on.
          try (PrintStream out = text(frames, false);
              PrintStream err = text(frames, true)) {
            exit = lines.run(line, operator, configuration, out, err);
          }
          LineFrames.end(frames, exit);
        });
  }

  private static PrintStream text(DataOutputStream frames, boolean error) {
    return new PrintStream(
        new java.io.BufferedOutputStream(LineFrames.to(frames, error)),
        true,
        StandardCharsets.UTF_8);
  }
}
