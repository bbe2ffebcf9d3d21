package entrepot.edge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Range header (RFC 9110 §14.1.2); what is not one range of bytes asks for the whole. */
final class ByteRange {
  private static final Pattern ONE =
      Pattern.compile("(?i:bytes)=[ \\t]*([0-9]{0,18})-([0-9]{0,18})[ \\t]*");

  private ByteRange() {}

  static Verdict of(String header, long size) {
    Matcher matcher = ONE.matcher(header);
    if (!matcher.matches()) {
      return Verdict.WHOLE;
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Verdict.WHOLE : suffix(Long.parseLong(last), size);
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
    if (!last.isEmpty() && Long.parseLong(last) < start) {
      return Verdict.WHOLE;
    }
    return start >= size ? Verdict.UNSATISFIABLE : new Verdict.Part(start, end);
  }

  private static Verdict suffix(long length, long size) {
    if (length == 0) {
      return Verdict.UNSATISFIABLE;
    }
    // An empty file has no bytes that a Content-Range could name.
    return size == 0 ? Verdict.WHOLE : new Verdict.Part(Math.max(0, size - length), size);
  }
}
