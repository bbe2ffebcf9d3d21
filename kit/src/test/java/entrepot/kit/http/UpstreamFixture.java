package entrepot.kit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What the tests of {@link Upstream} share: servers, clients, and pauses that only take note. */
abstract class UpstreamFixture {
  static final HttpSettings SETTINGS =
      HttpSettings.defaults().withAllowPrivate(true).withRetries(3, Duration.ofSeconds(1));

  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  final TestingSink sink = new TestingSink();
  private final List<AutoCloseable> opened = new ArrayList<>();

  TestingUpstream server(TestingUpstream.Script script) {
    TestingUpstream server = new TestingUpstream(script);
    opened.add(server);
    return server;
  }

  Upstream client(HttpSettings settings) {
    Upstream upstream =
        new Upstream(
            settings, InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z")), pauses::add);
    opened.addFirst(upstream);
    return upstream;
  }

  Upstream client() {
    return client(SETTINGS);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }
}
