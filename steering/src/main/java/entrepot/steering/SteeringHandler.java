package entrepot.steering;

import entrepot.kit.listen.BadTarget;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers {@code /mirrors/<tree>.txt?location=REGION}. What a client says of its location is not
 * believed further than it makes sense: an unknown region, a malformed one and the literal {@code
 * $location} of a client that replaced nothing get the list without one.
 */
public final class SteeringHandler {
  private static final Pattern LIST = Pattern.compile("/mirrors/([a-z0-9-]{1,32})\\.txt");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final String TEXT = "text/plain; charset=utf-8";

  private final CurrentMap current;
  private final AtomicLong turn = new AtomicLong();

  /**
   * What to send; to a HEAD the same without the body.
   *
   * @param headers but for Content-Type
   */
  public record Answer(int status, String contentType, String body, Map<String, String> headers) {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /** Answers from that file, which {@link SteeringFile} writes; it need not be there yet. */
  public SteeringHandler(Path file) {
    this.current = new CurrentMap(file);
  }

  /**
   * The answer.
   *
   * @param path decoded
   * @param query the first value of a parameter, decoded; others than {@code location} are not
   *     asked for
   */
  public Answer handle(String method, String path, Function<String, Optional<String>> query) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return error(405, "only GET and HEAD", Map.of("Allow", "GET, HEAD"));
    }
    Matcher list = LIST.matcher(path);
    if (!list.matches()) {
      return error(404, "no such address", Map.of());
    }
    Optional<MirrorMap> map = current.get();
    if (map.isEmpty()) {
      return error(503, "no edge is known yet", Map.of("Retry-After", "5"));
    }
    String tree = list.group(1);
    Optional<String> location = location(query);
    return AptMirrorList.of(map.get().of(tree), tree, location, turn.getAndIncrement())
        .map(body -> new Answer(200, TEXT, body, Map.of("Cache-Control", "max-age=60")))
        .orElseGet(() -> error(404, "no such tree", Map.of()));
  }

  private static Optional<String> location(Function<String, Optional<String>> query) {
    try {
      return query.apply("location").filter(region -> REGION.matcher(region).matches());
    } catch (BadTarget _) {
      return Optional.empty();
    }
  }

  private static Answer error(int status, String sentence, Map<String, String> headers) {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.put("Cache-Control", "no-store");
    return new Answer(status, TEXT, "error: " + sentence + "\n", all);
  }
}
