package entrepot.cloud.metadata;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.BadTarget;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The metadata of a region's instances, versions 1 and 2. The public address that a request comes
 * from tells whose: the network translates each instance's to it, and lets none use another's.
 */
public final class MetadataService implements Handler {
  /** All that EC2 has; each has the same tree here. */
  private static final List<String> VERSIONS =
      List.of(
          "1.0",
          "2007-01-19",
          "2007-03-01",
          "2007-08-29",
          "2007-10-10",
          "2007-12-15",
          "2008-02-01",
          "2008-09-01",
          "2009-04-04",
          "2011-01-01",
          "2011-05-01",
          "2012-01-12",
          "2014-02-25",
          "2014-11-05",
          "2015-10-20",
          "2016-04-19",
          "2016-06-30",
          "2016-09-02",
          "2018-03-28",
          "2018-08-17",
          "2018-09-24",
          "2019-10-01",
          "2020-10-27",
          "2021-01-03",
          "2021-03-23",
          "2021-07-15",
          "latest");

  private static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final String TOKEN_TIME = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final String TOKEN_PATH = "/latest/api/token";
  private static final int LONGEST = 21_600;

  private final Region region;
  private final IdentityKey key;
  private final SessionTokens tokens;

  public MetadataService(Region region, IdentityKey key) {
    this.region = region;
    this.key = key;
    this.tokens = new SessionTokens(key.derived("metadata tokens"), region.clock());
  }

  @Override
  public Answer handle(Request request) {
    Optional<Row<Instance>> asking = instance(request.client());
    String path;
    try {
      path = request.path();
    } catch (BadTarget e) {
      return ErrorPage.of(400, "Bad Request");
    }
    if (asking.isEmpty()) {
      return ErrorPage.of(404, "Not Found");
    }
    if (InstanceMetadataEndpointState.DISABLED == options(asking.get()).endpoint()) {
      return ErrorPage.of(403, "Forbidden");
    }
    return (switch (request.method()) {
          case "PUT" ->
              path.equals(TOKEN_PATH)
                  ? token(request, asking.get())
                  : ErrorPage.of(405, "Method Not Allowed");
          case "GET", "HEAD" -> read(request, path, asking.get());
          default -> ErrorPage.of(405, "Method Not Allowed");
        })
        .with("Server", "EC2ws");
  }

  private Answer token(Request request, Row<Instance> asking) {
    // A proxy in the instance that passes strangers' requests on would give the token away.
    if (request.header("X-Forwarded-For").isPresent()) {
      return ErrorPage.of(403, "Forbidden");
    }
    int seconds = request.header(TOKEN_TIME).map(MetadataService::number).orElse(0);
    if (seconds < 1 || seconds > LONGEST) {
      return ErrorPage.of(400, "Bad Request");
    }
    return Answer.of(200, "text/plain", tokens.next(asking.id(), Duration.ofSeconds(seconds)))
        .with(TOKEN_TIME, Integer.toString(seconds));
  }

  private Answer read(Request request, String path, Row<Instance> asking) {
    @Nullable String token = request.header(TOKEN).orElse(null);
    if (token == null
        ? options(asking).tokens() == HttpTokensState.REQUIRED
        : !tokens.valid(asking.id(), token)) {
      return ErrorPage.of(401, "Unauthorized");
    }
    if (path.equals("/")) {
      return Answer.of(200, "text/plain", String.join("\n", VERSIONS));
    }
    if (path.equals(TOKEN_PATH)) {
      return ErrorPage.of(405, "Method Not Allowed");
    }
    int end = path.indexOf('/', 1);
    String version = path.substring(1, end < 0 ? path.length() : end);
    if (!VERSIONS.contains(version)) {
      return ErrorPage.of(404, "Not Found");
    }
    String below = end < 0 ? "" : path.substring(end + 1);
    boolean folder = below.endsWith("/");
    String name = folder ? below.substring(0, below.length() - 1) : below;
    return InstanceTree.of(region, key, asking)
        .read(name, folder)
        .<Answer>map(content -> new Answer.Whole(200, Map.of("Content-Type", type(name)), content))
        .orElseGet(() -> ErrorPage.of(404, "Not Found"));
  }

  private Optional<Row<Instance>> instance(String client) {
    return region.book().all(Kind.INSTANCE).stream()
        .filter(row -> client.equals(row.value().publicIpAddress()))
        .filter(row ->
            row.value().state() == null
                || row.value().state().name() != InstanceStateName.TERMINATED)
        .findFirst();
  }

  private static Options options(Row<Instance> row) {
    var said = row.value().metadataOptions();
    return said == null
        ? new Options(HttpTokensState.OPTIONAL, InstanceMetadataEndpointState.ENABLED)
        : new Options(said.httpTokens(), said.httpEndpoint());
  }

  private static String type(String name) {
    return name.equals("user-data") ? "application/octet-stream" : "text/plain";
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  private record Options(
      @Nullable HttpTokensState tokens, @Nullable InstanceMetadataEndpointState endpoint) {}
}
