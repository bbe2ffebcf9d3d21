package entrepot.steering;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.BadTarget;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import entrepot.steering.geo.Whereabouts;
import entrepot.steering.live.CurrentFile;
import entrepot.steering.map.SteeringFile;
import entrepot.steering.network.Address;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /mirrors/<tree>.txt}, {@code /mirrorlist} and {@code /metalink} from the steering
 * file. What a client says of its location is not believed further than it makes sense: an unknown
 * region, a malformed one and the literal {@code $location} of a client that replaced nothing get
 * what a client without one gets.
 */
public final class SteeringHandler implements Handler {
  private static final Pattern LIST = Pattern.compile("/mirrors/([a-z0-9-]{1,32})\\.txt");

  private final CurrentFile<Serving> current;
  private final Clients clients;
  private final DirectoryAnswers directories;
  private final AtomicLong turn = new AtomicLong();

  /** Answers as it is set up; nothing need be there yet. */
  public SteeringHandler(SteeringSettings settings) {
    this(settings, ThreadLocalRandom::current);
  }

  SteeringHandler(SteeringSettings settings, Supplier<RandomGenerator> random) {
    current = new CurrentFile<>(settings.file(), file -> SteeringFile.read(file).map(Serving::new));
    clients = new Clients(settings.trustedProxies());
    directories =
        new DirectoryAnswers(
            clients, new Whereabouts(settings.countries(), settings.systems()), random);
  }

  @Override
  public Answer handle(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return error(405, "only GET and HEAD").with("Allow", "GET, HEAD");
    }
    String path = path(request);
    Matcher list = LIST.matcher(path);
    boolean mirrorlist = path.equals("/mirrorlist");
    boolean metalink = path.equals("/metalink");
    if (!mirrorlist && !metalink && !list.matches()) {
      return error(404, "no such address");
    }
    Serving serving = current.get().orElse(null);
    if (serving == null) {
      return error(503, "no edge is known yet").with("Retry-After", "5");
    }
    return mirrorlist
        ? directories.mirrorlist(request, serving)
        : metalink
            ? directories.metalink(request, serving)
            : aptList(request, serving, list.group(1));
  }

  /** Empty where it cannot be decoded. */
  private static String path(Request request) {
    try {
      return request.path();
    } catch (BadTarget _) {
      return "";
    }
  }

  private Answer aptList(Request request, Serving serving, String name) {
    @Nullable String location = Query.of(request.target()).location();
    @Nullable Address client = clients.of(request).orElse(null);
    Optional<Tree> tree = serving.tree(name);
    if (tree.isEmpty()) {
      return error(404, "no such tree");
    }
    String body =
        AptMirrorList.of(
            tree.get(),
            location,
            mirror ->
                mirror.isIn(location) || (!mirror.host().restricted() && mirror.serves(client)),
            turn.getAndIncrement());
    return body.isEmpty()
        ? error(404, "no such tree")
        : Answer.text(200, body).with("Cache-Control", "max-age=60");
  }

  private static Answer error(int status, String sentence) {
    return Answer.text(status, "error: " + sentence + "\n").with("Cache-Control", "no-store");
  }
}
