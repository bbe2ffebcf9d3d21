package entrepot.edge;

import entrepot.kit.listen.HttpDate;
import entrepot.release.web.MediaTypes;
import entrepot.store.manifest.Entry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * The header lines of one file's answers, made once. The set of a 200 is shared by all answers of
 * one second: Vert.x then copies its bytes instead of encoding each line.
 */
final class FileHeaders {
  private static final AsciiString BYTES = new AsciiString("bytes");
  private static final AsciiString ACCEPT = new AsciiString("accept");
  private static final AsciiString NOSNIFF_NAME = new AsciiString("x-content-type-options");
  private static final AsciiString NOSNIFF = new AsciiString("nosniff");
  private static final AsciiString POLICY_NAME = new AsciiString("content-security-policy");

  /** A page that came from upstream may show itself and have its links followed. */
  static final AsciiString POLICY =
      new AsciiString(
          "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
              + " sandbox allow-downloads");

  private final Validators validators;
  private final AsciiString mediaType;
  private final AsciiString etag;
  private final AsciiString modified;
  private final AsciiString cacheControl;
  private final boolean active;
  private final boolean negotiated;
  private final long size;
  private volatile Shared shared;

  /** Of one second: the set of a 200, the bytes of its head, and where those of a 206 begin. */
  @SuppressWarnings("ArrayRecordComponent") // never written to
  private record Shared(AsciiString date, MultiMap headers, byte[] whole, String part) {}

  private FileHeaders(Validators validators, String mediaType, Freshness freshness, long size) {
    this.validators = validators;
    this.mediaType = new AsciiString(mediaType);
    this.etag = new AsciiString(validators.etag());
    this.modified = new AsciiString(HttpDate.format(validators.modified()));
    this.cacheControl = new AsciiString(freshness.cacheControl());
    this.active = MediaTypes.active(mediaType);
    this.negotiated = freshness.variant() != null;
    this.size = size;
    this.shared = share(HttpDate.now());
  }

  /** Of an entry's answers; the size may be {@code UNKNOWN_SIZE}. */
  static FileHeaders of(Entry entry, Freshness freshness, long size) {
    return new FileHeaders(
        Validators.of(entry, freshness.variant()), MediaTypes.of(entry), freshness, size);
  }

  Validators validators() {
    return validators;
  }

  /** Of a 200. */
  MultiMap whole() {
    return current().headers;
  }

  /** The bytes of a 200's head. */
  byte[] wholeHead() {
    return current().whole;
  }

  /** The bytes of a 206's head. */
  byte[] partHead(Verdict.Part part) {
    String lines =
        current().part
            + (part.end() - part.start())
            + "\r\ncontent-range: bytes "
            + part.start()
            + '-'
            + (part.end() - 1)
            + '/'
            + size
            + "\r\n\r\n";
    return lines.getBytes(StandardCharsets.ISO_8859_1);
  }

  @SuppressWarnings("ReferenceEquality") // one instance for each second
  private Shared current() {
    AsciiString date = HttpDate.now();
    Shared current = shared;
    if (current.date != date) {
      current = share(date);
      shared = current;
    }
    return current;
  }

  private Shared share(AsciiString date) {
    MultiMap headers = HttpHeaders.headers();
    put(headers, date);
    StringBuilder lines = new StringBuilder(512);
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
    lines.append("content-length: ");
    if (size >= 0) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, new AsciiString(Long.toString(size)));
    }
    String whole = "HTTP/1.1 200 OK\r\n" + lines + size + "\r\n\r\n";
    return new Shared(
        date,
        headers.copy(false),
        whole.getBytes(StandardCharsets.ISO_8859_1),
        "HTTP/1.1 206 Partial Content\r\n" + lines);
  }

  /** Of a 206. */
  void part(MultiMap headers, Verdict.Part part) {
    put(headers, HttpDate.now());
    headers.set(
        HttpHeaderNames.CONTENT_LENGTH, new AsciiString(Long.toString(part.end() - part.start())));
    headers.set(
        HttpHeaderNames.CONTENT_RANGE,
        new AsciiString("bytes " + part.start() + '-' + (part.end() - 1) + '/' + size));
  }

  private void put(MultiMap headers, AsciiString date) {
    headers.set(HttpHeaderNames.DATE, date);
    headers.set(HttpHeaderNames.CONTENT_TYPE, mediaType);
    headers.set(HttpHeaderNames.LAST_MODIFIED, modified);
    headers.set(HttpHeaderNames.ETAG, etag);
    headers.set(HttpHeaderNames.ACCEPT_RANGES, BYTES);
    headers.set(HttpHeaderNames.CACHE_CONTROL, cacheControl);
    if (negotiated) {
      headers.set(HttpHeaderNames.VARY, ACCEPT);
    }
    if (active) {
      headers.set(NOSNIFF_NAME, NOSNIFF);
      headers.set(POLICY_NAME, POLICY);
    }
  }

  /** Of a 304. */
  void notModified(MultiMap headers) {
    headers.set(HttpHeaderNames.DATE, HttpDate.now());
    headers.set(HttpHeaderNames.LAST_MODIFIED, modified);
    headers.set(HttpHeaderNames.ETAG, etag);
    headers.set(HttpHeaderNames.CACHE_CONTROL, cacheControl);
    if (negotiated) {
      headers.set(HttpHeaderNames.VARY, ACCEPT);
    }
  }
}
