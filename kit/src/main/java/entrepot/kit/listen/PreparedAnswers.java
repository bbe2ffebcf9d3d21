package entrepot.kit.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.VertxConnection;
import java.util.function.Consumer;

/**
 * Sends answers whose head is already bytes, past Vert.x and its encoder, which then learns that
 * the answer has ended: the order of answers, limits and closing stay Vert.x's.
 */
public final class PreparedAnswers extends ChannelOutboundHandlerAdapter {
  private static final AttributeKey<PreparedAnswers> KEY =
      AttributeKey.valueOf("entrepot.prepared");

  private final ChannelHandlerContext encoder;
  private final int socket;
  private boolean ending;

  private PreparedAnswers(ChannelHandlerContext encoder, int socket) {
    this.encoder = encoder;
    this.socket = socket;
  }

  /** Sits between the encoder, which must not see those answers, and the guard, which must. */
  static void install(Channel channel) {
    // What goes to the socket past TLS would not be encrypted.
    boolean plain = channel.pipeline().get(ConnectionGuard.TLS) == null;
    if (plain && channel instanceof UnixChannel unix) {
      PreparedAnswers prepared =
          new PreparedAnswers(channel.pipeline().context("httpEncoder"), unix.fd().intValue());
      channel.pipeline().addAfter("httpEncoder", "prepared", prepared);
      channel.attr(KEY).set(prepared);
    }
  }

  /**
   * Answers with that head, which says Content-Length, and a part of the file, on the request's
   * event loop. {@code done} learns whether all was sent; until then the file stays open. False
   * when this request must be answered by Vert.x: those of HTTP/1.0, those that say what becomes of
   * the connection, and all where there is no epoll.
   */
  public static boolean send(
      HttpServerRequest request,
      byte[] head,
      NativeFile file,
      long from,
      long length,
      Consumer<Boolean> done) {
    PreparedAnswers prepared = ((VertxConnection) request.connection()).channel().attr(KEY).get();
    if (prepared == null
        || head.length > SocketCalls.HEAD
        || request.version() != HttpVersion.HTTP_1_1
        || request.headers().contains(HttpHeaderNames.CONNECTION)) {
      return false;
    }
    prepared.send(
        request.response(), new HeadAndFile(prepared.socket, head, file, from, length), done);
    return true;
  }

  private void send(HttpServerResponse response, HeadAndFile answer, Consumer<Boolean> done) {
    ChannelPromise promise = encoder.newPromise();
    promise.addListener(sent -> {
      done.accept(sent.isSuccess());
      if (sent.isSuccess()) {
        ending = true;
        var _ = response.end();
      }
    });
    var _ = encoder.writeAndFlush(answer, promise);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (ending && message instanceof FullHttpResponse) {
      ending = false;
      ReferenceCountUtil.release(message);
      var _ = promise.trySuccess();
    } else {
      var _ = context.write(message, promise);
    }
  }
}
