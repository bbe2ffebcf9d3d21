package entrepot.edge;

import entrepot.kit.Failure;
import entrepot.store.fill.Fillings;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sends files whose bytes are checked as they are read, a virtual thread for each client. */
final class CheckedSender {
  private final CheckedFiles files;
  private final Fillings fillings;
  private final Executor blocking;
  private final Pages pages;

  CheckedSender(CheckedFiles files, Fillings fillings, Executor blocking, Pages pages) {
    this.files = files;
    this.fillings = fillings;
    this.blocking = blocking;
    this.pages = pages;
  }

  /** Answers with that file or, where {@code part} is given, with a part of it. */
  void send(Answering answering, Ready ready, Ready.Checked file, Verdict.@Nullable Part part) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    blocking.execute(() -> stream(answering, context, ready, file, part));
  }

  private void stream(
      Answering answering,
      Context context,
      Ready ready,
      Ready.Checked file,
      Verdict.@Nullable Part part) {
    long start = part == null ? 0 : part.start();
    long end = part == null ? ready.size() : part.end();
    try (CheckedBytes bytes = new CheckedBytes(files, fillings, file, start, end)) {
      Streamer.send(
          answering,
          context,
          bytes,
          ready.headers(),
          part,
          CheckedFiles.PIECE,
          () -> bytes.hit() ? "hit" : "miss");
    } catch (Failure e) {
      Found.Refused refused = LazySender.refusal(e);
      answering.on(context, () -> pages.send(answering, refused));
    }
  }
}
