package entrepot.kit.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One file on its way, over as many attempts as it takes: knows what is here already. */
final class Transfer {
  private final Fetch fetch;
  private final BodySink sink;
  private final Wire wire;
  private final HttpSettings settings;

  private long received;
  private long whole = Fetch.UNKNOWN;
  private Validators validators = Validators.NONE;
  private Fetched.Head head;
  private Optional<String> proof = Optional.empty();

  Transfer(Fetch fetch, BodySink sink, Wire wire, HttpSettings settings) {
    this.fetch = fetch;
    this.sink = sink;
    this.wire = wire;
    this.settings = settings;
    this.head = new Fetched.Head(fetch.uri(), Map.of());
  }

  /** How many bytes are in the sink. */
  long received() {
    return received;
  }

  /** Asks for the file, or for what is left of it. */
  Fetched attempt() throws TryAgain {
    boolean resuming = received > 0 && proof.isPresent();
    if (!resuming) {
      begin();
    }
    try (Answer answer = wire.send(fetch.uri(), headers(resuming))) {
      int status = answer.status();
      if (status == 200) {
        begin();
        return first(answer);
      }
      if (status == 206 && resuming) {
        return further(answer);
      }
      if (status == 304 && !resuming && !fetch.validators().isEmpty()) {
        return new Fetched.NotModified();
      }
      throw refused(answer, status);
    }
  }

  private TryAgain refused(Answer answer, int status) {
    UpstreamRefused refusal = new UpstreamRefused(fetch.uri(), status);
    if (status == 416) {
      proof = Optional.empty();
      return new TryAgain(refusal);
    }
    if (status == 429 || status == 408 || status >= 500) {
      return new TryAgain(refusal, answer.header("Retry-After"));
    }
    throw refusal;
  }

  private Map<String, String> headers(boolean resuming) {
    Map<String, String> headers = new LinkedHashMap<>(fetch.headers());
    if (resuming) {
      headers.put("Range", "bytes=%d-".formatted(received));
      headers.put("If-Range", proof.orElseThrow());
    } else {
      fetch.validators().etag().ifPresent(tag -> headers.put("If-None-Match", tag));
      fetch.validators().lastModified().ifPresent(at -> headers.put("If-Modified-Since", at));
    }
    return headers;
  }

  private void begin() {
    if (received > 0) {
      sink.restart();
    }
    received = 0;
    whole = Fetch.UNKNOWN;
    proof = Optional.empty();
  }

  private Fetched first(Answer answer) throws TryAgain {
    checkEncoding(answer);
    whole = answer.length();
    if (whole > fetch.most()) {
      throw tooLarge();
    }
    validators = answer.validators();
    head = answer.head();
    proof = validators.strongEtag().or(() -> provenDate(answer));
    return read(answer);
  }

  private Fetched further(Answer answer) throws TryAgain {
    checkEncoding(answer);
    String range = answer.header("Content-Range").orElse("");
    Optional<String> tag = answer.header("ETag");
    boolean fits = ContentRange.parse(range).filter(r -> r.continues(received, whole)).isPresent();
    boolean same = tag.isEmpty() || tag.equals(validators.etag());
    if (!fits || !same) {
      long asked = received;
      // The next attempt takes the whole file: this upstream's parts cannot be trusted.
      proof = Optional.empty();
      throw new TryAgain(
          new UpstreamChanged(
              fetch.uri(),
              "asked for the bytes from %d on, got Content-Range '%s' of %s"
                  .formatted(asked, Shown.text(range), same ? "the file" : "another file")));
    }
    return read(answer);
  }

  private Fetched read(Answer answer) throws TryAgain {
    long start = System.nanoTime();
    long before = received;
    byte[] buffer = new byte[1 << 16];
    try (InputStream body = new Unclosed(answer.body())) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        wire.count(n);
        if (n > fetch.most() - received) {
          throw tooLarge();
        }
        sink.write(buffer, 0, n);
        received += n;
        checkRate(received - before, Duration.ofNanos(System.nanoTime() - start));
      }
    } catch (IOException e) {
      throw broken(e);
    }
    answer.readWhole();
    return complete();
  }

  private Fetched complete() throws TryAgain {
    if (fetch.size() != Fetch.UNKNOWN && received < fetch.size()) {
      long came = received;
      proof = Optional.empty();
      throw new TryAgain(
          new UpstreamChanged(
              fetch.uri(),
              "the file ended after %d of the %d bytes that its index names"
                  .formatted(came, fetch.size())));
    }
    return new Fetched.Body(validators, received, head);
  }

  private void checkRate(long bytes, Duration taken) {
    Duration allowed = settings.slowStart().plusMillis(bytes / settings.minimumRate() * 1000);
    if (taken.compareTo(allowed) > 0) {
      throw new UpstreamStalled(
          fetch.uri(), "only %d bytes came in %d s".formatted(bytes, taken.toSeconds()), null);
    }
  }

  private TryAgain broken(IOException e) {
    String after = "after %d bytes".formatted(received);
    if (Upstream.stopped(e)) {
      throw new UpstreamUnreachable(fetch.uri(), "stopped " + after, e);
    }
    return new TryAgain(
        e instanceof SocketTimeoutException
            ? new UpstreamStalled(
                fetch.uri(),
                "no byte came for %d s %s".formatted(settings.stallTimeout().toSeconds(), after),
                e)
            : new UpstreamUnreachable(
                fetch.uri(),
                "the connection broke %s: %s".formatted(after, Shown.text(String.valueOf(e))),
                e));
  }

  private UpstreamTooLarge tooLarge() {
    return new UpstreamTooLarge(fetch.uri(), fetch.most(), fetch.size() != Fetch.UNKNOWN);
  }

  private void checkEncoding(Answer answer) {
    String encoding = answer.header("Content-Encoding").orElse("identity");
    // Some archives label their .gz files so; the bytes are the file's own all the same.
    boolean ownBytes = encoding.endsWith("gzip") && fetch.uri().getPath().endsWith(".gz");
    if (!encoding.equalsIgnoreCase("identity") && !encoding.isEmpty() && !ownBytes) {
      throw new UnexpectedEncoding(fetch.uri(), Shown.text(encoding));
    }
  }

  /** A date proves equal bytes only if the file was not changed within that very second. */
  private static Optional<String> provenDate(Answer answer) {
    Optional<String> modified = answer.header("Last-Modified");
    try {
      Optional<ZonedDateTime> changed = modified.map(Transfer::date);
      Optional<ZonedDateTime> sent = answer.header("Date").map(Transfer::date);
      boolean settled =
          changed.isPresent()
              && sent.isPresent()
              && changed.get().isBefore(sent.get().minusSeconds(1));
      return settled ? modified : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime date(String header) {
    return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
  }
}
