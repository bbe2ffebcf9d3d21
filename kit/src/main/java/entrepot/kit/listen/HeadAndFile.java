package entrepot.kit.listen;

import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * An answer's head and a part of a file as one message to netty. The head goes out with the file's
 * first bytes, and after sendfile(2) has taken less than it could, it is not tried again before the
 * socket has room: netty's own regions ask the kernel once more in vain.
 */
final class HeadAndFile extends AbstractReferenceCounted implements FileRegion {
  /** For one call, so that one fast client does not hold up the others. */
  private static final long CHUNK = 2L << 20;

  /**
   * The head shares a packet with the first bytes of so short a file. A longer one has so many
   * packets that the first does not matter, and a part that does not begin with a page would need
   * one more piece of memory than a packet may have.
   */
  private static final long TOGETHER = 256 * 1024;

  private final int socket;
  private final byte[] head;
  private final NativeFile file;
  private final long from;
  private final long length;
  private final boolean together;
  private int headSent;
  private long sent;
  private boolean full;

  HeadAndFile(int socket, byte[] head, NativeFile file, long from, long length) {
    this.socket = socket;
    this.head = head;
    this.file = file;
    this.from = from;
    this.length = length;
    this.together = from == 0 && length > 0 && length <= TOGETHER;
  }

  @Override
  public long position() {
    return from;
  }

  @Override
  public long transferred() {
    return headSent + sent;
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // netty's own misspelling, which the interface wants
  public long transfered() {
    return transferred();
  }

  @Override
  public long count() {
    return head.length + length;
  }

  /** Sends to the socket that it was made for; answers with 0 when that has no room. */
  @Override
  public long transferTo(WritableByteChannel target, long position) throws IOException {
    if (full) {
      full = false;
      return 0;
    }
    long before = transferred();
    if (headSent < head.length) {
      headSent += SocketCalls.send(socket, head, headSent, together);
      if (headSent < head.length) {
        return transferred() - before;
      }
    }
    long asked = Math.min(length - sent, CHUNK);
    long taken = SocketCalls.sendFile(socket, file.fd(), from + sent, asked);
    sent += taken;
    full = taken > 0 && taken < asked;
    return transferred() - before;
  }

  @Override
  public FileRegion retain() {
    super.retain();
    return this;
  }

  @Override
  public FileRegion retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public FileRegion touch() {
    return this;
  }

  @Override
  public FileRegion touch(Object hint) {
    return this;
  }

  /** The file is its owner's to let go of. */
  @Override
  protected void deallocate() {}
}
