package entrepot.collect.pypi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.ShrunkUpstream;
import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
import entrepot.kit.http.UpstreamUnreachable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever an index sends, it harms the project it sends it for and no other. */
class PypiHostileTest extends PypiFixture {
  private static final String JSON = "application/vnd.pypi.simple.v1+json";

  private void two() {
    index.wheel("good", "1.0", "g").wheel("bad", "1.0", "b");
    sync();
    index.wheel("good", "2.0", "gg").wheel("bad", "2.0", "bb");
  }

  /** The good project went on, the bad one is what it was, and the next run sets it right. */
  private void onlyTheBadOneStayed(String reason) {
    SyncResult result = sync();
    assertThat(reasons(result)).singleElement().asString().contains(reason);
    assertThat(result.quarantined().getFirst().path()).hasToString("simple/bad/index.v1_json");
    assertThat(distributions())
        .contains(
            "packages/good/good-2.0-py3-none-any.whl", "packages/bad/bad-1.0-py3-none-any.whl")
        .doesNotContain("packages/bad/bad-2.0-py3-none-any.whl");
    assertThat(text("simple/index.v1_json"))
        .contains(
            "{\"_last-serial\":1002,\"name\":\"bad\"}",
            "{\"_last-serial\":1003,\"name\":\"good\"}");

    index.mischief.clear();
    assertThat(sync().quarantined()).isEmpty();
    assertThat(index.asked).containsExactly("simple/", "simple/bad/");
    assertThat(distributions()).contains("packages/bad/bad-2.0-py3-none-any.whl");
  }

  private void page(String body, String type) {
    index.mischief.put(
        "simple/bad/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          TestingIndex.send(exchange, 200, body.getBytes(UTF_8));
        });
  }

  @Test
  void aStalePageIsAskedForAgainPastCachesAndThenStaysAsItWas() {
    two();
    String old = index.page("bad").replace("1004", "1002");
    page(old, JSON);
    onlyTheBadOneStayed("has changed it at serial 1004, but gives its page of serial 1002");
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void aStalePageThatBecomesFreshIsTaken() {
    two();
    String old = index.page("bad").replace("1004", "1002");
    AtomicInteger times = new AtomicInteger();
    index.mischief.put(
        "simple/bad/",
        exchange -> {
          boolean fresh = times.incrementAndGet() == 3;
          index.page(exchange, "simple/bad/", fresh ? index.page("bad") : old, fresh ? 1004 : 1002);
        });
    assertThat(sync().quarantined()).isEmpty();
    assertThat(index.asked).anyMatch(path -> path.startsWith("simple/bad/?fresh=1004."));
    assertThat(distributions()).contains("packages/bad/bad-2.0-py3-none-any.whl");
  }

  @Test
  void aPageOfAMillionFilesIsRefusedUnread() {
    two();
    index.mischief.put(
        "simple/bad/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", JSON);
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = new java.io.BufferedOutputStream(exchange.getResponseBody());
          out.write(
              "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"bad\",\"files\":[".getBytes(UTF_8));
          for (int i = 0; i < 1_000_000; i++) {
            out.write(
                "%s{\"filename\":\"bad-%d.tar.gz\",\"url\":\"x\",\"hashes\":{}}"
                    .formatted(i == 0 ? "" : ",", i)
                    .getBytes(UTF_8));
          }
          out.write("]}".getBytes(UTF_8));
          out.flush();
        });
    onlyTheBadOneStayed("more than");
  }

  @Test
  void whatIsNoPageIsRefused() {
    two();
    page("<html>Please log in</html>", "application/pdf");
    onlyTheBadOneStayed("its type 'application/pdf' is neither JSON nor HTML");
  }

  @Test
  void brokenJsonIsRefused() {
    two();
    page("{\"meta\": {", JSON);
    onlyTheBadOneStayed("reading the page");
  }

  @Test
  void anotherProjectsPageIsRefused() {
    two();
    page(index.page("good"), JSON);
    onlyTheBadOneStayed("it is the page of 'good', not of 'bad'");
  }

  @Test
  void aStalledPageIsGivenUp() {
    two();
    index.mischief.put(
        "simple/bad/",
        exchange -> {
          try {
            Thread.sleep(Duration.ofSeconds(20));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    onlyTheBadOneStayed("no answer came within the allowed time");
  }

  @Test
  void aRedirectToWhereNobodyMayGoIsRefused() {
    two();
    index.mischief.put(
        "simple/bad/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/");
          exchange.sendResponseHeaders(302, -1);
        });
    onlyTheBadOneStayed("169.254.169.254");
  }

  @Test
  void namesThatLeadOutOfTheTreeAreLeftOut() {
    String hash = Digest.sha256Of("x".getBytes(UTF_8)).hex();
    for (String name :
        new String[] {"../../evil.whl", "/etc/passwd", "a\\\\b.whl", "x\\u0000.whl"}) {
      index.entry(
          "bad",
          name,
          "{\"filename\": \"%s\", \"url\": \"../../files/x\", \"hashes\": {\"sha256\": \"%s\"}}"
              .formatted(name, hash));
    }
    index.wheel("bad", "1.0", "b");

    SyncResult result = sync();

    assertThat(reasons(result)).hasSize(4).allMatch(reason -> reason.contains("is left out"));
    assertThat(distributions())
        .containsExactly(
            "packages/bad/bad-1.0-py3-none-any.whl",
            "packages/bad/bad-1.0-py3-none-any.whl.metadata");
    assertThat(paths()).noneMatch(path -> path.contains("evil") || path.contains("passwd"));
  }

  @Test
  void scriptsBecomeText() {
    index.file(
        "bad",
        "bad-1.0.tar.gz",
        "b",
        "\"yanked\": \"</a><script>alert(1)</script>\", \"requires-python\": \"\\\"><script>\"");
    sync();
    assertThat(text("simple/bad/index.html")).doesNotContain("<script").contains("&lt;script");
  }

  @Test
  void filesWithoutAChecksumAreLeftOut() {
    index.wheel("bad", "1.0", "b");
    index.entry(
        "bad",
        "bad-2.0.tar.gz",
        "{\"filename\": \"bad-2.0.tar.gz\", \"url\": \"x\", \"hashes\": {}}");
    index.entry(
        "bad",
        "bad-3.0.tar.gz",
        "{\"filename\": \"bad-3.0.tar.gz\", \"url\": \"x\", \"hashes\": {\"md5\": \"d41d8cd98f00b204e9800998ecf8427e\"}}");
    String hash = Digest.sha256Of("x".getBytes(UTF_8)).hex();
    index.entry(
        "bad",
        "bad-4.0.tar.gz",
        "{\"filename\": \"bad-4.0.tar.gz\", \"url\": \"x\", \"core-metadata\": true, \"hashes\": {\"sha256\": \"%s\"}}"
            .formatted(hash));

    SyncResult result = sync();

    assertThat(reasons(result))
        .hasSize(2)
        .allMatch(reason -> reason.contains("no checksum that can be relied on"));
    assertThat(text("simple/bad/index.v1_json"))
        .doesNotContain("bad-2.0.tar.gz", "bad-3.0.tar.gz")
        .contains("\"core-metadata\":false,\"filename\":\"bad-4.0.tar.gz\"");
    assertThat(distributions()).doesNotContain("packages/bad/bad-4.0.tar.gz.metadata");
  }

  @Test
  void aSerialThatGoesBackChangesNothingAndIsTold() {
    two();
    sync();
    Digest before = root();
    index.of("bad").serial = 7;
    index.serial++;

    SyncResult result = sync();

    assertThat(reasons(result))
        .singleElement()
        .asString()
        .contains("went back from serial 1004 to 7");
    assertThat(index.asked).containsExactly("simple/");
    assertThat(root()).isEqualTo(before);

    allowShrink = true;
    assertThat(sync().quarantined()).isEmpty();
    assertThat(text("simple/index.v1_json")).contains("{\"_last-serial\":7,\"name\":\"bad\"}");
  }

  @Test
  void aListThatGoesBackRemovesNothing() {
    two();
    sync();
    index.projects.remove("bad");
    index.serial = 900;

    SyncResult result = sync();

    assertThat(reasons(result)).anyMatch(r -> r.contains("list went back from serial 1004 to 900"));
    assertThat(index.asked)
        .containsExactly("simple/", "simple/?fresh=1004.1", "simple/?fresh=1004.2");
    assertThat(distributions()).contains("packages/bad/bad-2.0-py3-none-any.whl");
  }

  @Test
  void anUpstreamThatShrinksIsStopped() {
    for (int i = 0; i < 10; i++) {
      index.wheel("p" + i, "1.0", "content");
    }
    sync();
    Digest before = root();
    for (int i = 0; i < 8; i++) {
      index.projects.remove("p" + i);
    }
    index.serial++;
    shrinkLimit = 40;

    assertThatThrownBy(this::sync).isInstanceOf(ShrunkUpstream.class);
    assertThat(root()).isEqualTo(before);

    allowShrink = true;
    sync();
    assertThat(text("simple/index.html")).doesNotContain("p1").contains("p9");
  }

  @Test
  void anUpstreamThatIsGoneFailsTheRun() {
    for (int i = 0; i < 40; i++) {
      index.wheel("p" + i, "1.0", "content");
      index.mischief.put("simple/p" + i + "/", exchange -> exchange.close());
    }
    assertThatThrownBy(this::sync).isInstanceOf(UpstreamUnreachable.class);
    assertThat(parent).isEmpty();
  }

  @Test
  void aProjectIsConfirmedToBeGone() {
    two();
    AtomicInteger times = new AtomicInteger();
    index.mischief.put(
        "simple/bad/",
        exchange -> {
          if (times.incrementAndGet() == 1) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            index.page(exchange, "simple/bad/", index.page("bad"), 1004);
          }
        });
    sync();
    assertThat(distributions()).contains("packages/bad/bad-2.0-py3-none-any.whl");
  }

  @Test
  void twoChecksumsOfOneKindContradictEachOther() {
    String one = Digest.sha256Of("x".getBytes(StandardCharsets.UTF_8)).hex();
    String other = Digest.sha256Of("y".getBytes(StandardCharsets.UTF_8)).hex();
    index.entry(
        "bad",
        "bad-1.0.tar.gz",
        "{\"filename\": \"bad-1.0.tar.gz\", \"url\": \"x\", \"hashes\": {\"sha256\": \"%s\", \"SHA256\": \"%s\"}}"
            .formatted(one, other));
    SyncResult result = sync();
    assertThat(reasons(result)).hasSize(1);
    assertThat(text("simple/bad/index.v1_json")).doesNotContain("bad-1.0");
  }
}
