package entrepot.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the Host header which folder a request's path begins at. Everything behind it, caches
 * included, sees only the rewritten target. Where no alias is configured this costs nothing.
 */
final class Aliases {
  /** Longer ones are no host and port. */
  private static final int LONGEST = 253 + 6;

  private static final Set<String> OWN = Set.of(".health", ".snapshots", ".replica");

  private final Map<String, HostAlias> byHost = new HashMap<>();
  private final InstantSource clock;

  Aliases(List<HostAlias> aliases, InstantSource clock) {
    this.clock = clock;
    aliases.forEach(alias -> byHost.put(alias.host(), alias));
  }

  /** What the request asks for, as if by the edge's own name; null where its host has ended. */
  @Nullable String target(HttpServerRequest request) {
    String target = request.uri();
    if (byHost.isEmpty()) {
      return target;
    }
    HostAlias alias = of(request);
    if (alias == null) {
      return target;
    }
    if (alias.until().isPresent() && clock.millis() >= alias.until().get().toEpochMilli()) {
      return null;
    }
    String path = originForm(target);
    return path.startsWith("/") && !own(path) ? alias.root() + path : path;
  }

  /** What a request by a name that has ended is answered with. */
  Found.Refused ended(HttpServerRequest request) {
    HostAlias alias = of(request);
    String sentence =
        alias == null
            ? "This host name is no longer served."
            : "%s is no longer served. What was here is now at %s"
                .formatted(alias.host(), alias.successor());
    return new Found.Refused(410, sentence, Map.of("Cache-Control", "no-cache"));
  }

  /** The edge's own pages have one address, whatever its name. */
  private static boolean own(String path) {
    if (!path.startsWith("/.")) {
      return false;
    }
    int end = path.indexOf('/', 1);
    return OWN.contains(end < 0 ? path.substring(1) : path.substring(1, end));
  }

  private @Nullable HostAlias of(HttpServerRequest request) {
    String target = request.uri();
    // RFC 9112 §3.2.2: of a target that is a whole URL, the host counts and the header does not.
    String host =
        target.startsWith("/") ? request.headers().get(HttpHeaderNames.HOST) : authority(target);
    if (host == null) {
      return null;
    }
    // As nearly every client writes it.
    HostAlias alias = byHost.get(host);
    return alias != null ? alias : byHost.get(plain(host));
  }

  private static @Nullable String authority(String target) {
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return null;
    }
    String rest = target.substring(scheme + 3);
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(0, end);
  }

  /** In lower case, without port and final dot; empty for what is no host name. */
  private static String plain(String host) {
    if (host.length() > LONGEST) {
      return "";
    }
    int end = host.indexOf(':');
    end = end < 0 ? host.length() : end;
    if (end > 0 && host.charAt(end - 1) == '.') {
      end--;
    }
    StringBuilder plain = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = host.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        plain.append((char) (c + ('a' - 'A')));
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.') {
        plain.append(c);
      } else {
        return "";
      }
    }
    return plain.toString();
  }

  /** RFC 9112 §3.2.2: the path of a target that is a whole URL. */
  static String originForm(String target) {
    if (target.startsWith("http://") || target.startsWith("https://")) {
      int path = target.indexOf('/', target.indexOf("://") + 3);
      return path < 0 ? "/" : target.substring(path);
    }
    return target;
  }
}
