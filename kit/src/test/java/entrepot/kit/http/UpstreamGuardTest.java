package entrepot.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamGuardTest extends UpstreamFixture {
  private TestingUpstream redirectingTo(String target) {
    return server(
        (asked, out) -> TestingUpstream.answer(out, "302 Found\r\nLocation: " + target, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9/x",
        "http://localhost:9/x",
        "http://[::1]:9/x",
        "http://[::ffff:127.0.0.1]:9/x",
        "http://[::ffff:10.0.0.1]:9/x",
        "http://2130706433:9/x",
        "http://10.1.2.3/x",
        "http://172.16.0.1/x",
        "http://192.168.1.1/x",
        "http://100.64.0.1/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0:9/x",
        "http://[fd00::1]/x",
        "http://[fe80::1]/x",
        "http://[64:ff9b::7f00:1]/x",
        "http://[2002:7f00:1::]/x",
        "http://224.0.0.1/x"
      })
  void anUpstreamMustNotLieInPrivate(String uri) {
    Upstream upstream = client(SETTINGS.withAllowPrivate(false));

    assertThatThrownBy(() -> upstream.get(Fetch.upTo(URI.create(uri), 100), sink))
        .isInstanceOf(ForbiddenAddress.class)
        .hasMessageContaining(uri);
    assertThat(pauses).as("no retry").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/x",
        "http://[fd00:ec2::254]/x",
        "http://100.100.100.200/x",
        "http://0.0.0.0:9/x"
      })
  void theMetadataServiceIsForbiddenEvenWherePrivateIsAllowed(String uri) {
    TestingUpstream server = redirectingTo(uri);

    assertThatThrownBy(() -> client().get(Fetch.upTo(server.uri("/x"), 100), sink))
        .isInstanceOf(ForbiddenAddress.class)
        .hasMessageContaining(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "http:///x", "gopher:x", "::"})
  void onlyHttpIsFollowed(String target) {
    TestingUpstream server = redirectingTo(target);

    assertThatThrownBy(() -> client().get(Fetch.upTo(server.uri("/x"), 100), sink))
        .isInstanceOf(ForbiddenRedirect.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void aRedirectIsNeverFollowedAwayFromHttps() {
    URI secure = URI.create("https://archive.example/x");

    assertThatThrownBy(() -> Wire.next(secure, secure, "http://archive.example/y"))
        .isInstanceOf(ForbiddenRedirect.class)
        .hasMessageContaining("away from https");
    assertThat(Wire.next(secure, secure, "../z")).hasHost("archive.example").hasScheme("https");
  }

  @Test
  void redirectsAreFollowedButNotForEver() {
    TestingUpstream server =
        server((asked, out) -> {
          int hop = Integer.parseInt(asked.path().substring(1));
          if (hop == 0) {
            TestingUpstream.answer(out, "200 OK", "end");
          } else {
            TestingUpstream.answer(out, "307 On\r\nLocation: /" + (hop - 1), "");
          }
        });

    client().get(Fetch.upTo(server.uri("/5"), 100), sink);
    assertThat(sink.text()).isEqualTo("end");
    assertThatThrownBy(() -> client().get(Fetch.upTo(server.uri("/6"), 100), sink))
        .isInstanceOf(ForbiddenRedirect.class);
  }

  @Test
  void credentialsStayWithTheirOrigin() {
    TestingUpstream other = server((asked, out) -> TestingUpstream.answer(out, "200 OK", "x"));
    TestingUpstream home =
        server((asked, out) ->
            TestingUpstream.answer(
                out,
                "302 Found\r\nLocation: " + (asked.path().equals("/1") ? "/2" : other.uri("/3")),
                ""));
    URI secret = URI.create(home.uri("/1").toString().replace("http://", "http://user:hunter2@"));

    client().get(Fetch.upTo(secret, 100), sink);

    assertThat(home.asked())
        .allSatisfy(a -> assertThat(a.header("authorization")).startsWith("Basic "));
    assertThat(home.asked()).hasSize(2);
    assertThat(other.asked()).hasSize(1);
    assertThat(other.asked().getFirst().headers()).doesNotContainKey("authorization");
  }

  @Test
  void noMessageTellsCredentials() {
    TestingUpstream server = server((asked, out) -> TestingUpstream.answer(out, "403 No", ""));
    URI secret =
        URI.create(server.uri("/1?sig=geheim").toString().replace("http://", "http://u:hunter2@"));

    assertThatThrownBy(() -> client().get(Fetch.upTo(secret, 100), sink))
        .isInstanceOf(UpstreamRefused.class)
        .hasMessageNotContainingAny("hunter2", "geheim");
  }
}
