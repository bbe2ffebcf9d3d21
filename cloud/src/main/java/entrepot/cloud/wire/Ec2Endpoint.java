package entrepot.cloud.wire;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Region;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/** One region's EC2 API: the query protocol by POST and GET. */
public final class Ec2Endpoint implements Handler {
  private static final Logger log = LoggerFactory.getLogger(Ec2Endpoint.class);

  /** What belongs to the protocol and not to an action. */
  private static final Set<String> PROTOCOL = Set.of("Action", "Version", "AWSAccessKeyId");

  private final Region region;
  private final ActionTable actions;
  private final Signatures signatures;

  /** An endpoint of these actions. */
  public Ec2Endpoint(Region region, List<Action<?, ?>> actions, Accounts accounts) {
    this.region = region;
    this.actions = new ActionTable(actions);
    this.signatures = new Signatures(accounts, region.clock());
  }

  @Override
  public Answer handle(Request request) {
    String requestId = UUID.randomUUID().toString();
    try {
      protocol(request);
      Parameters parameters = Parameters.of(request);
      Account account = signatures.signer(request, parameters);
      return answer(account, parameters.all(), requestId);
    } catch (Ec2Failure e) {
      return failure(e.status(), e.code(), String.valueOf(e.getMessage()), requestId);
    } catch (RuntimeException e) {
      log.error("{}: request {} of {}", region.name(), requestId, request.client(), e);
      return failure(
          500,
          "InternalError",
          "An internal error has occurred; the server's log has it under this request's ID.",
          requestId);
    }
  }

  /** The answer to parameters whose signature was verified; throws {@link Ec2Failure}. */
  Answer answer(Account account, Map<String, String> parameters, String requestId) {
    String name = parameters.getOrDefault("Action", "");
    if (name.isEmpty()) {
      throw Ec2Failure.of("MissingAction", "The request must contain the parameter Action");
    }
    ActionTable.Entry<?, ?> action = actions.find(name);
    parameters.keySet().removeIf(key -> PROTOCOL.contains(key) || key.startsWith("X-Amz-"));
    SdkPojo response = action.call(ParameterTree.of(parameters), new Call(account.id(), region));
    return xml(200, AnswerWriter.answer(name, response, requestId), requestId);
  }

  private static void protocol(Request request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.contains("xml") || request.header("SOAPAction").isPresent()) {
      throw Ec2Failure.of(
          "UnsupportedProtocol",
          "SOAP, and with it X.509 signatures, is not supported; use the query protocol.");
    }
    if (!request.method().equals("POST") && !request.method().equals("GET")) {
      throw Ec2Failure.of("UnsupportedProtocol", 405, "The query protocol knows GET and POST.");
    }
  }

  private static Answer failure(int status, String code, String message, String requestId) {
    return xml(status, AnswerWriter.error(code, message, requestId), requestId);
  }

  private static Answer xml(int status, String body, String requestId) {
    return Answer.of(status, "text/xml;charset=UTF-8", body)
        .with("x-amzn-RequestId", requestId)
        .with("Cache-Control", "no-cache, no-store");
  }
}
