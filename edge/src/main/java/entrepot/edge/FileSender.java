package entrepot.edge;

import entrepot.kit.listen.NativeFile;
import entrepot.kit.listen.PreparedAnswers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends files that are here, from memory or by sendfile(2), on the event loop. */
final class FileSender {
  private static final Logger log = LoggerFactory.getLogger(FileSender.class);

  private final @Nullable OpenFiles files;
  private final @Nullable CheckedSender checked;
  private final Executor blocking;
  private final Pages pages;
  private final InstantSource clock;

  /** One of {@code files} and {@code checked} is there: an edge has files of one kind. */
  FileSender(
      @Nullable OpenFiles files,
      @Nullable CheckedSender checked,
      Executor blocking,
      Pages pages,
      InstantSource clock) {
    this.files = files;
    this.checked = checked;
    this.blocking = blocking;
    this.pages = pages;
    this.clock = clock;
  }

  /** Answers with the file as the request's conditions and range ask. */
  void send(Answering answering, Ready ready) {
    boolean head = answering.head();
    Verdict verdict =
        Conditions.judge(
            answering.request().headers(), head, ready.validators(), ready.size(), clock);
    switch (verdict) {
      case Verdict.Whole _ -> whole(answering, ready, head);
      case Verdict.Part part -> part(answering, ready, part);
      default -> withoutBody(answering, ready, verdict);
    }
  }

  private void whole(Answering answering, Ready ready, boolean head) {
    HttpServerResponse response = answering.response();
    if (head) {
      response.headers().setAll(ready.headers().whole());
      var _ = response.end();
      answering.ended(200, 0, "hit");
      return;
    }
    switch (ready.content()) {
      case Ready.InMemory memory -> {
        response.headers().setAll(ready.headers().whole());
        var _ = response.end(memory.bytes());
        answering.ended(200, ready.size(), "hit");
      }
      case Ready.OnDisk disk ->
          fromDisk(answering, ready, disk, new Verdict.Part(0, ready.size()), 200);
      case Ready.Checked file -> Objects.requireNonNull(checked).send(answering, ready, file, null);
    }
  }

  private void part(Answering answering, Ready ready, Verdict.Part part) {
    switch (ready.content()) {
      case Ready.InMemory memory -> {
        HttpServerResponse response = answering.response().setStatusCode(206);
        ready.headers().part(response.headers(), part);
        var bytes = ((BufferInternal) memory.bytes()).getByteBuf();
        int length = (int) (part.end() - part.start());
        var _ = response.end(BufferInternal.buffer(bytes.slice((int) part.start(), length)));
        answering.ended(206, length, "hit");
      }
      case Ready.OnDisk disk -> fromDisk(answering, ready, disk, part, 206);
      case Ready.Checked file -> Objects.requireNonNull(checked).send(answering, ready, file, part);
    }
  }

  private void fromDisk(
      Answering answering, Ready ready, Ready.OnDisk disk, Verdict.Part part, int status) {
    OpenFiles kept = Objects.requireNonNull(files);
    OpenFile open = kept.ifOpen(disk.sha256());
    if (open != null) {
      sendFile(answering, ready, open, part, status);
      return;
    }
    var context = Objects.requireNonNull(Vertx.currentContext());
    blocking.execute(() -> {
      try {
        OpenFile opened = kept.open(disk.sha256(), ready.size());
        context.runOnContext(_ -> sendFile(answering, ready, opened, part, status));
      } catch (RuntimeException e) {
        log.error("opening {}", disk.sha256(), e);
        context.runOnContext(_ -> pages.broken(answering));
      }
    });
  }

  private static void sendFile(
      Answering answering, Ready ready, OpenFile file, Verdict.Part part, int status) {
    long length = part.end() - part.start();
    NativeFile descriptor = file.descriptor();
    byte[] lines = status == 206 ? ready.headers().partHead(part) : ready.headers().wholeHead();
    if (descriptor != null
        && PreparedAnswers.send(
            answering.request(),
            lines,
            descriptor,
            part.start(),
            length,
            sent -> sent(answering, file, status, length, sent))) {
      return;
    }
    HttpServerResponse response = answering.response();
    if (status == 206) {
      response.setStatusCode(206);
      ready.headers().part(response.headers(), part);
    } else {
      response.headers().setAll(ready.headers().whole());
    }
    response
        .sendFile(file.channel(), part.start(), length)
        .onComplete(sent -> sent(answering, file, status, length, sent.succeeded()));
  }

  private static void sent(
      Answering answering, OpenFile file, int status, long length, boolean all) {
    file.release();
    answering.ended(status, all ? length : 0, all ? "hit" : "cut");
  }

  /** 304, 412 and 416. */
  void withoutBody(Answering answering, Ready ready, Verdict verdict) {
    withoutBody(answering, ready.headers(), ready.size(), verdict);
  }

  /** 304, 412 and 416 for a file of that size. */
  void withoutBody(Answering answering, FileHeaders headers, long size, Verdict verdict) {
    HttpServerResponse response = answering.response();
    switch (verdict) {
      case Verdict.NotModified _ -> {
        headers.notModified(response.setStatusCode(304).headers());
        var _ = response.end();
        answering.ended(304, 0, "hit");
      }
      case Verdict.Failed _ ->
          pages.refuse(answering, 412, "The file is not the version that you named.");
      case Verdict.Unsatisfiable _ -> {
        response.headers().set(HttpHeaderNames.CONTENT_RANGE, new AsciiString("bytes */" + size));
        pages.refuse(answering, 416, "The file has only %d bytes.".formatted(size));
      }
      case Verdict.Whole _, Verdict.Part _ ->
          throw new IllegalArgumentException(verdict + " has a body");
    }
  }
}
