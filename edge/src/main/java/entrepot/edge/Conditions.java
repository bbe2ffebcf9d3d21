package entrepot.edge;

import entrepot.kit.listen.HttpDate;
import entrepot.store.manifest.Entry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides conditional and range requests, in the order of RFC 9110 §13.2.2. Requests for several
 * ranges are answered with the whole file, as §14.2 allows.
 */
final class Conditions {
  /** Younger than this, a date may stand for two versions and proves nothing (§8.8.2.2). */
  private static final long STRONG_AFTER_SECONDS = 60;

  private Conditions() {}

  /** What to answer to a GET or HEAD of a file of that size, or of {@code UNKNOWN_SIZE}. */
  static Verdict judge(
      MultiMap headers, boolean head, Validators current, long size, InstantSource clock) {
    String ifMatch = list(headers, HttpHeaderNames.IF_MATCH);
    if (ifMatch != null) {
      if (!matches(ifMatch, current.etag(), false)) {
        return Verdict.FAILED;
      }
    } else {
      OptionalLong unmodified = date(headers.get(HttpHeaderNames.IF_UNMODIFIED_SINCE));
      if (unmodified.isPresent() && current.modified() > unmodified.getAsLong()) {
        return Verdict.FAILED;
      }
    }
    String ifNoneMatch = list(headers, HttpHeaderNames.IF_NONE_MATCH);
    if (ifNoneMatch != null) {
      if (matches(ifNoneMatch, current.etag(), true)) {
        return Verdict.NOT_MODIFIED;
      }
    } else {
      OptionalLong since = date(headers.get(HttpHeaderNames.IF_MODIFIED_SINCE));
      if (since.isPresent() && current.modified() <= since.getAsLong()) {
        return Verdict.NOT_MODIFIED;
      }
    }
    String range = head || size == Entry.UNKNOWN_SIZE ? null : headers.get(HttpHeaderNames.RANGE);
    if (range == null || !ifRangeHolds(headers, current, clock)) {
      return Verdict.WHOLE;
    }
    return ByteRange.of(range, size);
  }

  /** The same for what has an ETag, but neither date nor ranges. */
  static Verdict judgeTags(MultiMap headers, Validators current) {
    String ifMatch = list(headers, HttpHeaderNames.IF_MATCH);
    if (ifMatch != null && !matches(ifMatch, current.etag(), false)) {
      return Verdict.FAILED;
    }
    String ifNoneMatch = list(headers, HttpHeaderNames.IF_NONE_MATCH);
    return ifNoneMatch != null && matches(ifNoneMatch, current.etag(), true)
        ? Verdict.NOT_MODIFIED
        : Verdict.WHOLE;
  }

  /** Several lines of a list header mean the same as one with commas. */
  private static @Nullable String list(MultiMap headers, CharSequence name) {
    String first = headers.get(name);
    return first == null ? null : String.join(",", headers.getAll(name));
  }

  private static OptionalLong date(@Nullable String header) {
    return header == null ? OptionalLong.empty() : HttpDate.parse(header);
  }

  private static boolean ifRangeHolds(MultiMap headers, Validators current, InstantSource clock) {
    String ifRange = headers.get(HttpHeaderNames.IF_RANGE);
    if (ifRange == null) {
      return true;
    }
    String value = ifRange.strip();
    if (value.startsWith("\"") || value.startsWith("W/")) {
      return value.equals(current.etag());
    }
    OptionalLong date = HttpDate.parse(value);
    return date.isPresent()
        && date.getAsLong() == current.modified()
        && current.modified() + STRONG_AFTER_SECONDS <= clock.instant().getEpochSecond();
  }

  /** Whether a list of entity tags, or {@code *}, names that tag; §8.8.3.2. */
  private static boolean matches(String list, String etag, boolean weak) {
    if (list.strip().equals("*")) {
      return true;
    }
    int at = 0;
    while (at < list.length()) {
      int open = list.indexOf('"', at);
      int close = open < 0 ? -1 : list.indexOf('"', open + 1);
      if (close < 0) {
        return false;
      }
      boolean isWeak = open >= 2 && list.startsWith("W/", open - 2);
      if ((weak || !isWeak) && etag.contentEquals(list.substring(open, close + 1))) {
        return true;
      }
      at = close + 1;
    }
    return false;
  }
}
