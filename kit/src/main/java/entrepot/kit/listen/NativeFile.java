package entrepot.kit.listen;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open file by its descriptor, for {@link HeadAndFile}; Java hides that of a FileChannel. */
public final class NativeFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NativeFile.class);
  private static final boolean AVAILABLE = Epoll.isAvailable() && SocketCalls.available();

  private final int fd;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NativeFile(int fd) {
    this.fd = fd;
  }

  /** Opens it; null where this is no Linux, and when it cannot be opened. Blocks. */
  public static @Nullable NativeFile open(Path path) {
    if (!AVAILABLE) {
      return null;
    }
    try {
      return new NativeFile(SocketCalls.open(path));
    } catch (IOException e) {
      log.warn("{}", e.getMessage());
      return null;
    }
  }

  int fd() {
    return fd;
  }

  /** Closes it; nobody may be sending it any more. */
  @Override
  public void close() throws IOException {
    // Twice would close what another has opened since.
    if (closed.compareAndSet(false, true)) {
      SocketCalls.close(fd);
    }
  }
}
