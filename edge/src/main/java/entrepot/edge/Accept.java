package entrepot.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the representations of a Python index by the Accept header, RFC 9110 §12.5.1: the
 * most specific range that matches gives the quality. Of equal ones, what the client names goes
 * before what a wildcard covers, then JSON before HTML; of those that only wildcards cover, {@code
 * text/html} comes first, as PEP 691 asks. Parameters other than {@code q} are passed over, as are
 * ranges that are none. One pass, and nothing is made that is longer than the request.
 */
final class Accept {
  /** Ranges of one request that are read; nobody needs more. */
  private static final int MOST = 64;

  private static final int UNSAID = -1;
  private static final Representation[] BY_PREFERENCE = {
    Representation.V1_JSON, Representation.V1_HTML, Representation.HTML
  };

  private int html = UNSAID;
  private int v1Html = UNSAID;
  private int v1Json = UNSAID;
  private int anyText = UNSAID;
  private int anyApplication = UNSAID;
  private int any = UNSAID;
  private int ranges;

  private Accept() {}

  /** The best of what is offered by the header's lines; null when nothing of it is acceptable. */
  static @Nullable Representation best(List<String> lines, Offer offered) {
    Accept accept = new Accept();
    for (int i = 0; i < lines.size(); i++) {
      accept.read(lines.get(i));
    }
    if (accept.ranges == 0) {
      accept.any = AcceptRange.WHOLE;
    }
    Representation best = null;
    int highest = 0;
    for (Representation each : BY_PREFERENCE) {
      int score = offered.has(each) ? accept.score(each) : 0;
      if (score > highest) {
        best = each;
        highest = score;
      }
    }
    return best;
  }

  /** 0 when it is not acceptable. */
  private int score(Representation representation) {
    int named =
        switch (representation) {
          case HTML -> html;
          case V1_HTML -> v1Html;
          case V1_JSON -> v1Json;
        };
    if (named != UNSAID) {
      return named == 0 ? 0 : 4 * named + 2;
    }
    boolean text = representation == Representation.HTML;
    int family = text ? anyText : anyApplication;
    int covered = family == UNSAID ? any : family;
    return covered <= 0 ? 0 : 4 * covered + (text ? 1 : 0);
  }

  private void read(String line) {
    int start = 0;
    while (start < line.length() && ranges < MOST) {
      int end = AcceptRange.next(',', line, start, line.length());
      if (!AcceptRange.blank(line, start, end)) {
        ranges++;
        note(line, start, end);
      }
      start = end + 1;
    }
  }

  private void note(String line, int start, int end) {
    int quality = AcceptRange.quality(line, start, end);
    if (quality == AcceptRange.MALFORMED) {
      return;
    }
    int from = start;
    int to = AcceptRange.next(';', line, start, end);
    while (from < to && AcceptRange.space(line.charAt(from))) {
      from++;
    }
    while (to > from && AcceptRange.space(line.charAt(to - 1))) {
      to--;
    }
    if (Representation.V1_JSON.named(line, from, to)) {
      v1Json = Math.max(v1Json, quality);
    } else if (Representation.V1_HTML.named(line, from, to)) {
      v1Html = Math.max(v1Html, quality);
    } else if (Representation.HTML.named(line, from, to)) {
      html = Math.max(html, quality);
    } else if (AcceptRange.same("*/*", line, from, to)) {
      any = Math.max(any, quality);
    } else if (AcceptRange.same("text/*", line, from, to)) {
      anyText = Math.max(anyText, quality);
    } else if (AcceptRange.same("application/*", line, from, to)) {
      anyApplication = Math.max(anyApplication, quality);
    }
  }
}
