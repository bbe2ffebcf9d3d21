package entrepot.steering;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.steering.geo.Whereabouts;
import entrepot.steering.network.Address;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /mirrorlist} and {@code /metalink}, as MirrorManager's clients expect it; its odd
 * requests get the answers that it gives, but for an address that is none, which gets a 400.
 */
final class DirectoryAnswers {
  private static final Map<String, String> LIST_HEADERS =
      Map.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "private, max-age=60");
  private static final Map<String, String> METALINK_HEADERS =
      Map.of("Content-Type", "application/metalink+xml", "Cache-Control", "private, max-age=60");
  private static final String REPOMD = "repodata/repomd.xml";

  private final Clients clients;
  private final Whereabouts whereabouts;
  private final Supplier<RandomGenerator> random;

  DirectoryAnswers(Clients clients, Whereabouts whereabouts, Supplier<RandomGenerator> random) {
    this.clients = clients;
    this.whereabouts = whereabouts;
    this.random = random;
  }

  /** A list of URLs, or a redirect to the first. */
  Answer mirrorlist(Request request, Serving serving) {
    Query query = Query.of(request.target());
    return switch (Asked.of(query, serving)) {
      case Asked.Refused refused -> text(refused.status(), refused.sentence() + "\n");
      case Asked.Found found -> {
        Optional<Candidates> candidates = candidates(request, query, serving, found.shelf());
        if (candidates.isEmpty()) {
          yield text(400, "error: ip is no address\n");
        }
        String path =
            found.shelf().path()
                + Shelf.encoded(found.rest())
                + (found.folder() && !found.rest().isEmpty() ? "/" : "");
        yield query.redirect()
            ? redirect(candidates.get(), path, query.protocols())
            : text(200, list(candidates.get(), path, found.header(), query, serving));
      }
    };
  }

  private static String list(
      Candidates candidates, String path, String header, Query query, Serving serving) {
    StringBuilder out = new StringBuilder(200 + 150 * candidates.count());
    out.append(header).append(candidates.notes()).append('\n');
    if (query.time()) {
      out.append("# database creation time: ")
          .append(serving.created().getEpochSecond())
          .append('\n');
    }
    int protocols = query.protocols();
    for (int i = 0; i < candidates.count(); i++) {
      Mirror mirror = candidates.mirror(i);
      out.append(mirror.base(protocols).url()).append(mirror.below(path)).append('\n');
    }
    return out.toString();
  }

  private static Answer redirect(Candidates candidates, String path, int protocols) {
    return candidates.count() == 0
        ? text(404, "error: no mirror\n")
        : new Answer.Whole(
            302,
            Map.of(
                "Location",
                candidates.mirror(0).base(protocols).url() + candidates.mirror(0).below(path),
                "Cache-Control",
                "no-store"),
            new byte[0]);
  }

  /** A file's metalink: with hashes and alternates for a repomd.xml, with URLs alone for others. */
  Answer metalink(Request request, Serving serving) {
    Query query = Query.of(request.target());
    return switch (Asked.of(query, serving)) {
      case Asked.Refused refused -> refusing(refused.status(), refused.sentence(), serving);
      case Asked.Found found -> {
        String file = found.folder() ? fileOf(found) : found.rest();
        boolean repomd = REPOMD.equals(file);
        if (file == null || (repomd && found.shelf().repomd().isEmpty())) {
          yield refusing(404, "error: not found, or has no metalink", serving);
        }
        Optional<Candidates> candidates = candidates(request, query, serving, found.shelf());
        if (candidates.isEmpty()) {
          yield refusing(400, "error: ip is no address", serving);
        }
        yield whole(
            200,
            METALINK_HEADERS,
            Metalink.of(
                serving.created(),
                found.shelf().path() + Shelf.encoded(file),
                file.substring(file.lastIndexOf('/') + 1),
                repomd ? found.shelf().repomd() : "",
                candidates.get(),
                query.protocols()));
      }
    };
  }

  /** What stands for a folder in a metalink: a repository's repomd.xml, else nothing. */
  private static @Nullable String fileOf(Asked.Found found) {
    return found.rest().isEmpty() || found.rest().equals("repodata") ? REPOMD : null;
  }

  /** Empty where the client says an address that is none. */
  private Optional<Candidates> candidates(
      Request request, Query query, Serving serving, Shelf shelf) {
    Optional<Address> client =
        query.ip().isEmpty() ? clients.of(request) : Address.parse(query.ip());
    return client.isEmpty() && !query.ip().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Candidates(
                serving, shelf.rings(), query, client.orElse(null), whereabouts, random.get()));
  }

  private static Answer refusing(int status, String sentence, Serving serving) {
    return whole(status, METALINK_HEADERS, Metalink.refusing(serving.created(), sentence));
  }

  private static Answer text(int status, String body) {
    return whole(status, LIST_HEADERS, body);
  }

  private static Answer whole(int status, Map<String, String> headers, String body) {
    return new Answer.Whole(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
