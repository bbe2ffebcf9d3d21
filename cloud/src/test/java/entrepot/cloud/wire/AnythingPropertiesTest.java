package entrepot.cloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.ec2.Action;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;

/** Whatever is sent, the answer is one of the API: never an error of the server. */
class AnythingPropertiesTest {
  private static @Nullable FuzzedEndpoint fuzzed;
  private static @Nullable Path folder;

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("entrepot-fuzz");
    fuzzed = new FuzzedEndpoint(folder);
  }

  @AfterContainer
  static void close() throws IOException {
    Objects.requireNonNull(fuzzed).close();
    try (Stream<Path> files = Files.list(Objects.requireNonNull(folder))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property(tries = 3000)
  void signedParametersOfAnyKindGetAnAnswer(@ForAll("forms") String form) throws Exception {
    answered(Objects.requireNonNull(fuzzed).endpoint().handle(SignedRequest.post(form)));
  }

  @Property(tries = 2000)
  void unsignedRequestsOfAnyKindGetAnAnswer(
      @ForAll("targets") String target,
      @ForAll("authorizations") String authorization,
      @ForAll byte[] body)
      throws Exception {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Host", "x")
            .add("X-Amz-Date", "20150830T123600Z")
            .add("Authorization", authorization);
    Answer answer =
        Objects.requireNonNull(fuzzed)
            .endpoint()
            .handle(new Request("POST", target, headers, body, "test"));
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    answered(answer);
  }

  private static void answered(Answer answer) throws Exception {
    String xml = new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8);
    assertThat(answer.status()).as(xml).isIn(200, 400, 401, 403, 405, 412);
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement()
                .getTagName())
        .matches("[A-Za-z]*Response");
  }

  @Provide
  Arbitrary<String> forms() {
    List<String> actions = FuzzedEndpoint.actions().stream().map(Action::name).toList();
    Arbitrary<String> parameters =
        Combinators.combine(names(), values())
            .as((name, value) -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    return Combinators.combine(
            Arbitraries.of(actions), parameters.list().ofMaxSize(8), Arbitraries.of("", "%", "&&"))
        .as((action, list, end) ->
            "Action="
                + action
                + "&"
                + list.stream().distinct().collect(Collectors.joining("&"))
                + end);
  }

  /** Names that exist, names put together from parts that do, and any. */
  @Provide
  Arbitrary<String> names() {
    List<String> known =
        Echo.ofAll(new ConcurrentHashMap<>()).stream()
            .filter(action -> FuzzedEndpoint.has(action.name()))
            .flatMap(action -> Sample.leaves(action.sampleRequest()).keySet().stream())
            .distinct()
            .toList();
    Arbitrary<String> part =
        Arbitraries.of(
            "Filter", "Tag", "1", "0", "99999", "999999999999", "Name", "Value", "Key", "");
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, Arbitraries.of(known)),
        net.jqwik.api.Tuple.of(
            2, part.list().ofMinSize(1).ofMaxSize(20).map(list -> String.join(".", list))),
        net.jqwik.api.Tuple.of(
            1,
            Arbitraries.strings()
                .ofMaxLength(300)
                .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(300),
        Arbitraries.of(
            "true",
            "-1",
            "0",
            "5",
            "2147483648",
            "1e400",
            "NaN",
            "key-0123456789abcdef0",
            "i-1",
            "vol-",
            "-",
            "*",
            "tag:a",
            "tag-key",
            "key-name",
            "name",
            "region",
            "ed25519",
            "rsa",
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ",
            "c3NoLXJzYSBBQUFB",
            "AAAA",
            "lab-1",
            "lab-1a",
            "LTE=",
            "2026-01-01T00:00:00Z"),
        Arbitraries.integers().map(String::valueOf));
  }

  @Provide
  Arbitrary<String> targets() {
    return Arbitraries.strings().withCharRange('!', '~').ofMaxLength(100).map(text -> "/?" + text);
  }

  @Provide
  Arbitrary<String> authorizations() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(200),
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMaxLength(40)
            .map(text ->
                "AWS4-HMAC-SHA256 Credential=AKIDONE/20150830/"
                    + text
                    + "/ec2/aws4_request, SignedHeaders=host;x-amz-date;"
                    + text
                    + ", Signature="
                    + text));
  }
}
