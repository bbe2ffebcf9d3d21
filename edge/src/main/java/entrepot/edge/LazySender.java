package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.listen.ResponseBody;
import entrepot.store.fill.FillGone;
import entrepot.store.fill.Fillings;
import entrepot.store.fill.Following;
import entrepot.store.fill.Opened;
import entrepot.store.manifest.Entry;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a file while it is being fetched, one virtual thread for each client. What a client has
 * when the bytes turn out wrong lacks its last block, and its connection is reset.
 */
final class LazySender {
  private static final Logger log = LoggerFactory.getLogger(LazySender.class);
  private static final int PIECE = 16 * 1024;
  private static final String RETRY_SECONDS = "10";

  private final Fillings fillings;
  private final FileSender files;
  private final Pages pages;
  private final InstantSource clock;

  LazySender(Fillings fillings, FileSender files, Pages pages, InstantSource clock) {
    this.fillings = fillings;
    this.files = files;
    this.pages = pages;
    this.clock = clock;
  }

  /**
   * Answers with a file that is not here yet; blocks until the client has it. Where all of it must
   * be here first, or is by now, {@code whenFilled} answers instead.
   */
  void send(
      Answering answering,
      Context context,
      Found.ToFetch found,
      Served served,
      Consumer<Digest> whenFilled) {
    Entry entry = found.entry();
    FileHeaders headers = FileHeaders.of(entry, found.freshness(), entry.size());
    Verdict verdict =
        Conditions.judge(
            answering.request().headers(),
            answering.head(),
            headers.validators(),
            entry.size(),
            clock);
    try {
      switch (verdict) {
        case Verdict.Whole _ when answering.head() ->
            answering.on(context, () -> head(answering, headers));
        case Verdict.Whole _ -> fetch(answering, context, found, served, headers, null, whenFilled);
        case Verdict.Part part ->
            fetch(answering, context, found, served, headers, part, whenFilled);
        default ->
            answering.on(
                context, () -> files.withoutBody(answering, headers, entry.size(), verdict));
      }
    } catch (Failure e) {
      Found.Refused refused = refusal(e);
      answering.on(context, () -> pages.send(answering, refused));
    }
  }

  /** How a failed fetch is told to a client that has had nothing yet. */
  static Found.Refused refusal(Failure failure) {
    String sentence = failure.getMessage() + ". " + failure.next();
    return failure instanceof FillGone
        ? new Found.Refused(410, sentence)
        : new Found.Refused(502, sentence, Map.of("Retry-After", RETRY_SECONDS));
  }

  private static void head(Answering answering, FileHeaders headers) {
    HttpServerResponse response = answering.response();
    response.headers().setAll(headers.whole());
    var _ = response.end();
    answering.ended(200, 0, "miss");
  }

  private void fetch(
      Answering answering,
      Context context,
      Found.ToFetch found,
      Served served,
      FileHeaders headers,
      Verdict.@Nullable Part part,
      Consumer<Digest> whenFilled) {
    Entry entry = found.entry();
    switch (fillings.open(found.tree(), entry)) {
      case Opened.Filled filled -> whenFilled.accept(filled.sha256());
      case Opened.Coming coming -> {
        try (Following following = coming.following()) {
          // A range of what has no size yet, or content that may turn out revoked, waits for all.
          boolean unsized =
              entry.size() == Entry.UNKNOWN_SIZE && answering.request().headers().contains("Range");
          if (unsized || (served.revokesContents() && entry.sha256().isEmpty())) {
            whenFilled.accept(following.await());
          } else {
            follow(answering, context, following, headers, part);
          }
        }
      }
    }
  }

  private static void follow(
      Answering answering,
      Context context,
      Following following,
      FileHeaders headers,
      Verdict.@Nullable Part part) {
    long left = part == null ? Long.MAX_VALUE : part.end() - part.start();
    if (part != null) {
      following.seek(part.start());
    }
    byte[] piece = new byte[PIECE];
    // Before the status line is out, a failure can still be told properly.
    int n = following.read(piece, 0, (int) Math.min(PIECE, left));
    int status = part == null ? 200 : 206;
    answering.on(context, () -> begin(answering.response(), headers, part));
    long sent = 0;
    try (ResponseBody body = new ResponseBody(answering.request(), context)) {
      while (n > 0) {
        body.write(piece, 0, n);
        sent += n;
        left -= n;
        n = left == 0 ? 0 : following.read(piece, 0, (int) Math.min(PIECE, left));
      }
      body.complete();
      long all = sent;
      answering.on(context, () -> answering.ended(status, all, "miss"));
    } catch (IOException | Failure e) {
      log.info("{} was cut after {} bytes: {}", answering.request().uri(), sent, e.toString());
      long some = sent;
      answering.on(context, () -> answering.ended(status, some, "cut"));
    }
  }

  private static void begin(
      HttpServerResponse response, FileHeaders headers, Verdict.@Nullable Part part) {
    if (part == null) {
      response.headers().setAll(headers.whole());
    } else {
      response.setStatusCode(206);
      headers.part(response.headers(), part);
    }
  }
}
