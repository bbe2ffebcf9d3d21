package entrepot.collect.rpm;

import entrepot.kit.http.BodySink;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Shows the bytes on their way to a sink to the check of a package's signature as well. */
final class SignatureSink implements BodySink, AutoCloseable {
  private static final int PIPE = 1 << 17;

  private final BodySink sink;
  private final PackageSignature signature;
  private PipedOutputStream out = new PipedOutputStream();
  private CompletableFuture<Optional<String>> verdict = new CompletableFuture<>();

  SignatureSink(BodySink sink, PackageSignature signature) {
    this.sink = sink;
    this.signature = signature;
    begin();
  }

  /** The check reads as bytes come, on a thread of its own, since it asks for them. */
  private void begin() {
    CompletableFuture<Optional<String>> result = new CompletableFuture<>();
    PipedInputStream in = new PipedInputStream(PIPE);
    out = new PipedOutputStream();
    verdict = result;
    try {
      in.connect(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("signature").start(() -> check(in, result));
  }

  private void check(PipedInputStream in, CompletableFuture<Optional<String>> result) {
    try (in) {
      result.complete(signature.objection(in));
    } catch (IOException | RuntimeException e) {
      result.complete(Optional.of("it cannot be read: " + e.getMessage()));
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    sink.write(bytes, offset, length);
    if (!verdict.isDone()) {
      try {
        out.write(bytes, offset, length);
        out.flush();
      } catch (IOException e) {
        // The check has seen enough: its verdict is made, or on its way.
      }
    }
  }

  @Override
  public void restart() {
    close();
    sink.restart();
    begin();
  }

  /** What is wrong with the package, all of which was written; empty when nothing is. */
  Optional<String> objection() {
    close();
    return verdict.join();
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
