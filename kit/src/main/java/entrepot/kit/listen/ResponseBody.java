package entrepot.kit.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.VertxConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * The body of an answer as a blocking stream for a virtual thread: each write waits until the
 * client has taken the former one. Closed without {@link #complete}, the connection is cut, so that
 * no client takes half an answer for a whole one.
 */
public final class ResponseBody extends OutputStream {
  private final HttpServerRequest request;
  private final Context context;
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private boolean complete;

  /** The body of the answer to {@code request}, whose context is given. */
  public ResponseBody(HttpServerRequest request, Context context) {
    this.request = request;
    this.context = context;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    // Copied, because Vert.x may keep the buffer beyond this call.
    Buffer piece = Buffer.buffer(length).appendBytes(bytes, offset, length);
    CompletableFuture<Void> former = writing;
    writing = run(response -> response.write(piece));
    settle(former);
  }

  /** Ends the answer properly. */
  public void complete() throws IOException {
    complete = true;
    settle(writing);
    settle(run(HttpServerResponse::end));
  }

  private CompletableFuture<Void> run(Function<HttpServerResponse, Future<Void>> step) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    context.runOnContext(_ -> {
      try {
        step.apply(request.response())
            .onSuccess(done::complete)
            .onFailure(done::completeExceptionally);
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  private static void settle(CompletableFuture<Void> written) throws IOException {
    try {
      written.get();
    } catch (ExecutionException e) {
      throw new IOException("the client is gone", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    if (!complete) {
      context.runOnContext(_ -> reset());
    }
  }

  /** With a reset instead of an end, which an answer without a length could mistake for its own. */
  private void reset() {
    Channel channel = ((VertxConnection) request.connection()).channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    // Past TLS, which would say a proper goodbye.
    var _ = channel.pipeline().firstContext().close();
  }
}
