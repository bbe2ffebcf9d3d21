package entrepot.kit.listen;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asked for what: the combined log format, followed by the region and by {@code hit}, {@code
 * miss}, {@code cut} or {@code -}. Goes to the logger {@code entrepot.access.<region>}. Event loops
 * only queue; a thread of its own writes, five times a second. Under a flood, lines are dropped and
 * counted rather than memory spent.
 */
public final class AccessLog implements AutoCloseable {
  private static final int QUEUED = 50_000;
  private static final int SHOWN = 2_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Logger log;
  private final String region;
  private final InstantSource clock;
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("access-log").unstarted(task));

  private record Line(
      Instant time,
      String client,
      String method,
      String target,
      HttpVersion version,
      int status,
      long bytes,
      @Nullable String referer,
      @Nullable String agent,
      String outcome) {}

  /** The log of one region's server. */
  public AccessLog(String region, InstantSource clock) {
    this.log = LoggerFactory.getLogger("entrepot.access." + region);
    this.region = region;
    this.clock = clock;
    var _ = writer.scheduleWithFixedDelay(this::write, 200, 200, TimeUnit.MILLISECONDS);
  }

  /** Notes an answer; {@code bytes} are those of the body. */
  public void note(
      HttpServerRequest request, String client, int status, long bytes, String outcome) {
    if (queued.incrementAndGet() > QUEUED) {
      queued.decrementAndGet();
      dropped.incrementAndGet();
      return;
    }
    lines.add(
        new Line(
            clock.instant(),
            client,
            request.method().name(),
            request.uri(),
            request.version(),
            status,
            bytes,
            request.headers().get(HttpHeaderNames.REFERER),
            request.headers().get(HttpHeaderNames.USER_AGENT),
            outcome));
  }

  private void write() {
    Line line = lines.poll();
    while (line != null) {
      queued.decrementAndGet();
      log.info(format(line));
      line = lines.poll();
    }
    int lost = dropped.getAndSet(0);
    if (lost > 0) {
      log.warn("{} lines dropped", lost);
    }
  }

  private String format(Line line) {
    StringBuilder out = new StringBuilder(200);
    out.append(line.client).append(" - - [").append(TIME.format(line.time)).append("] \"");
    out.append(line.method).append(' ');
    quote(out, line.target);
    out.append(line.version == HttpVersion.HTTP_1_0 ? " HTTP/1.0\" " : " HTTP/1.1\" ");
    out.append(line.status).append(' ').append(line.bytes).append(" \"");
    quote(out, line.referer);
    out.append("\" \"");
    quote(out, line.agent);
    return out.append("\" ").append(region).append(' ').append(line.outcome).toString();
  }

  /** Nothing that a client sends may end a field or a line. */
  private static void quote(StringBuilder out, @Nullable String text) {
    if (text == null) {
      out.append('-');
      return;
    }
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
        out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
  }

  /** Writes what is queued and ends. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      var _ = writer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    write();
  }
}
