package entrepot.steering;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.BadTarget;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import entrepot.steering.network.Address;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /mirrors/<tree>.txt?location=REGION}. What a client says of its location is not
 * believed further than it makes sense: an unknown region, a malformed one and the literal {@code
 * $location} of a client that replaced nothing get the list without one.
 */
public final class SteeringHandler implements Handler {
  private static final Pattern LIST = Pattern.compile("/mirrors/([a-z0-9-]{1,32})\\.txt");

  private final CurrentMap current;
  private final AtomicLong turn = new AtomicLong();

  /** Answers as it is set up; nothing need be there yet. */
  public SteeringHandler(SteeringSettings settings) {
    this.current = new CurrentMap(settings.file());
  }

  @Override
  public Answer handle(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return error(405, "only GET and HEAD").with("Allow", "GET, HEAD");
    }
    Matcher list = LIST.matcher(request.path());
    if (!list.matches()) {
      return error(404, "no such address");
    }
    Optional<Serving> serving = current.get();
    if (serving.isEmpty()) {
      return error(503, "no edge is known yet").with("Retry-After", "5");
    }
    @Nullable String location = location(request);
    @Nullable Address client = Address.parse(request.client()).orElse(null);
    return serving
        .get()
        .tree(list.group(1))
        .map(tree ->
            AptMirrorList.of(
                tree,
                location,
                mirror -> mirror.isIn(location) || (!mirror.restricted() && mirror.serves(client)),
                turn.getAndIncrement()))
        .filter(body -> !body.isEmpty())
        .map(body -> Answer.text(200, body).with("Cache-Control", "max-age=60"))
        .orElseGet(() -> error(404, "no such tree"));
  }

  private static @Nullable String location(Request request) {
    try {
      return request.query("location").orElse(null);
    } catch (BadTarget _) {
      return null;
    }
  }

  private static Answer error(int status, String sentence) {
    return Answer.text(status, "error: " + sentence + "\n").with("Cache-Control", "no-store");
  }
}
