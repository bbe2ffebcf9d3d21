package entrepot.kit.listen;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * A request, its body read whole.
 *
 * @param target as it came: path and query, nothing decoded
 * @param client the address it came from, or {@code unix}
 */
@SuppressWarnings("ArrayRecordComponent") // owned by the one handler that is called with it
public record Request(String method, String target, MultiMap headers, byte[] body, String client) {

  /** The target before the question mark, not decoded. */
  public String rawPath() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** The path, decoded as RFC 3986 says; throws {@link BadTarget}. */
  public String path() {
    return Target.decodePath(rawPath());
  }

  /** The first value of a query parameter. */
  public Optional<String> query(String name) {
    return query(target, name);
  }

  /** The first value of a query parameter of that target; throws {@link BadTarget}. */
  public static Optional<String> query(String target, String name) {
    int question = target.indexOf('?');
    return question < 0
        ? Optional.empty()
        : Target.query(target.substring(question + 1), name).stream().findFirst();
  }

  /** All values of a query parameter. */
  public List<String> queryAll(String name) {
    int question = target.indexOf('?');
    return question < 0 ? List.of() : Target.query(target.substring(question + 1), name);
  }

  /** A header, by its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
