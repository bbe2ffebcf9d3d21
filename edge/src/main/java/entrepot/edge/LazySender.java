package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.store.fill.FillGone;
import entrepot.store.fill.Fillings;
import entrepot.store.fill.Following;
import entrepot.store.fill.Opened;
import entrepot.store.fill.SourceUnavailable;
import entrepot.store.manifest.Entry;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file while it is being fetched, one virtual thread for each client. What a client has
 * when the bytes turn out wrong lacks its last block, and its connection is reset.
 */
final class LazySender {
  private static final int PIECE = 16 * 1024;
  private static final String RETRY_SECONDS = "10";

  private final Fillings fillings;
  private final boolean whole;
  private final FileSender files;
  private final Pages pages;
  private final InstantSource clock;

  /** {@code whole}: what was filled stays here. */
  LazySender(Fillings fillings, boolean whole, FileSender files, Pages pages, InstantSource clock) {
    this.fillings = fillings;
    this.whole = whole;
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
    return switch (failure) {
      case FillGone _ -> new Found.Refused(410, sentence);
      case SourceUnavailable _ ->
          new Found.Refused(503, sentence, Map.of("Retry-After", RETRY_SECONDS));
      default -> new Found.Refused(502, sentence, Map.of("Retry-After", RETRY_SECONDS));
    };
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
            settled(answering, context, found, served, following, whenFilled);
          } else {
            if (part != null) {
              following.seek(part.start());
            }
            follow(answering, context, following, headers, part);
          }
        }
      }
    }
  }

  /** Answers once all is here, and its content known. */
  private void settled(
      Answering answering,
      Context context,
      Found.ToFetch found,
      Served served,
      Following following,
      Consumer<Digest> whenFilled) {
    Digest sha256 = following.await();
    Optional<String> revoked = served.revoked(sha256);
    if (whole || revoked.isPresent()) {
      whenFilled.accept(sha256);
      return;
    }
    // A bounded store may not have taken it; a client without its range is served all the same.
    long size = following.size().orElseThrow();
    FileHeaders headers = FileHeaders.of(found.entry(), found.freshness(), size);
    follow(answering, context, following, headers, null);
  }

  private static void follow(
      Answering answering,
      Context context,
      Following following,
      FileHeaders headers,
      Verdict.@Nullable Part part) {
    Streamer.send(answering, context, following::read, headers, part, PIECE, () -> "miss");
  }
}
