package entrepot.kit.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose request head does not end in time, or on which nothing moves. A client
 * that waits for us is left alone. Lives on the channel's event loop; one coarse tick serves all
 * limits, so that requests pay for no clock.
 */
final class ConnectionGuard {
  /** What Vert.x calls its SslHandler. */
  static final String TLS = "ssl";

  private static final int TICKS_PER_HEAD = 4;

  private final Channel channel;
  private final int idleTicks;
  private boolean headPending;
  private boolean moved;
  private int answering;
  private int headTicks;
  private int stillTicks;
  private long lastPending;
  private long lastProgress;

  private ConnectionGuard(Channel channel, Limits limits) {
    this.channel = channel;
    long tick = Math.max(1, limits.head().toMillis() / TICKS_PER_HEAD);
    this.idleTicks = (int) Math.max(1, limits.idle().toMillis() / tick);
    var ticking =
        channel.eventLoop().scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> ticking.cancel(false));
  }

  /** Watches a connection whose pipeline Vert.x has just made. */
  static void install(Channel channel, Limits limits) {
    ConnectionGuard guard = new ConnectionGuard(channel, limits);
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(TLS) == null) {
      pipeline.addFirst("guardBytes", guard.new Bytes());
    } else {
      // Behind it: what TLS says for itself is no request, nor is a record that never ends.
      pipeline.addAfter(TLS, "guardBytes", guard.new Bytes());
    }
    pipeline.addAfter("httpEncoder", "guardMessages", guard.new Messages());
  }

  /** Closes a connection that is one too many. */
  static void refuse(Channel channel) {
    if (channel.pipeline().get(TLS) != null) {
      // A request may have come with the handshake's last bytes: nobody shall see it.
      channel.pipeline().addAfter(TLS, "refused", new Swallow());
    }
    cut(channel);
  }

  private void tick() {
    headTicks = headPending ? headTicks + 1 : 0;
    if (headTicks > TICKS_PER_HEAD) {
      cut(channel);
      return;
    }
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    long pending = out == null ? 0 : out.totalPendingWriteBytes();
    long progress = out == null ? 0 : out.currentProgress();
    // By size alone, a file that waits for its client would look like nothing at all.
    boolean ours = answering > 0 && (out == null || out.isEmpty());
    if (moved || ours || pending != lastPending || progress != lastProgress) {
      moved = false;
      stillTicks = 0;
    } else if (++stillTicks >= idleTicks) {
      cut(channel);
    }
    lastPending = pending;
    lastProgress = progress;
  }

  /**
   * From the pipeline's first handler, past Vert.x, whose own close waits until everything is
   * written: for a client that takes nothing, for ever.
   */
  private static void cut(Channel channel) {
    var _ = channel.pipeline().firstContext().close();
  }

  private static final class Swallow extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      ReferenceCountUtil.release(bytes);
    }
  }

  /** Sees the bytes before they are decoded. */
  private final class Bytes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      moved = true;
      headPending = answering == 0;
      context.fireChannelRead(bytes);
    }
  }

  /** Sees requests and answers. */
  private final class Messages extends ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      headPending = false;
      if (message instanceof HttpRequest) {
        answering++;
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof LastHttpContent) {
        answering--;
        moved = true;
      }
      super.write(context, message, promise);
    }
  }
}
