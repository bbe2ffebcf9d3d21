package entrepot.cloud.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.ec2.Action;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every action that there is, with a value in every field of its request and its answer: what
 * clients send is what the action gets, and what it answers is what clients read.
 */
class EveryActionOnTheWireTest {
  /** Actions that Debian's boto3 is too old to know, each by name. */
  private static final Set<String> UNKNOWN_TO_BOTO3 = Set.of();

  @TempDir Path folder;
  private final ConcurrentHashMap<String, Ec2Request> asked = new ConcurrentHashMap<>();
  private final List<Echo> actions = Echo.ofAll(asked);
  private TestingEndpoint endpoint;

  @BeforeEach
  void start() {
    endpoint = new TestingEndpoint(folder, List.<Action<?, ?>>copyOf(actions));
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void theAwsSdkForJavaSendsAndReadsEveryField() throws ReflectiveOperationException {
    try (Ec2Client client = endpoint.client(TestingEndpoint.KEY)) {
      for (Echo action : actions) {
        Ec2Request request = action.sampleRequest();
        String method =
            action.name().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                + action.name().substring(1);
        Object read = Ec2Client.class.getMethod(method, action.request()).invoke(client, request);

        assertThat(Sample.leaves(requireNonNull(asked.get(action.name()))))
            .as("what %s was asked", action.name())
            .isEqualTo(Sample.leaves(request));
        assertThat(((SdkPojo) read).equalsBySdkFields(action.sampleResponse()))
            .as("%s read back:\n%s\nanswered:\n%s", action.name(), read, action.sampleResponse())
            .isTrue();
      }
    }
    assertThat(asked).hasSize(actions.size()).isNotEmpty();
  }

  @Test
  void boto3SendsAndReadsEveryFieldOfItsModel() {
    List<String> names =
        actions.stream().map(Echo::name).filter(name -> !UNKNOWN_TO_BOTO3.contains(name)).toList();
    JsonNode report =
        JsonMapper.shared().readTree(endpoint.boto3("every.py", names.toArray(String[]::new)));

    assertThat(report.path("problems").valueStream().map(JsonNode::asString)).isEmpty();
    for (Echo action : actions) {
      if (names.contains(action.name())) {
        Set<String> sent =
            report
                .path("sent")
                .path(action.name())
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Object> got = Sample.leaves(requireNonNull(asked.get(action.name())));
        Map<String, Object> belongs = new TreeMap<>(Sample.leaves(action.sampleRequest()));
        belongs.keySet().retainAll(sent);
        belongs.replaceAll((name, value) -> encodedByBoto3(action.name(), name, value));
        assertThat(got).as("what %s was asked", action.name()).isEqualTo(belongs);
        assertThat(got.keySet()).isEqualTo(sent);
      }
    }
  }

  /** The one value that boto3 encodes for its caller. */
  private static Object encodedByBoto3(String action, String name, Object value) {
    return action.equals("RunInstances") && name.equals("UserData")
        ? Base64.getEncoder().encodeToString(((String) value).getBytes(StandardCharsets.UTF_8))
        : value;
  }
}
