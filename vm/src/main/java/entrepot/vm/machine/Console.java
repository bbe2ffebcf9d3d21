package entrepot.vm.machine;

import entrepot.vm.qmp.Qmp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a guest writes to its serial console. QEMU keeps the last of it in a ring, which is bounded
 * whatever the guest writes and whether or not a server runs; the server moves it to a file, which
 * it bounds too.
 */
final class Console {
  private static final int MOST = 4 * QemuCommand.CONSOLE_BYTES;
  private static final int KEPT = QemuCommand.CONSOLE_BYTES;

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  Console(Path file) {
    this.file = file;
  }

  /** Moves what the ring holds to the file. */
  void drain(Qmp qmp) {
    lock.lock();
    try {
      Map<String, Object> all =
          Map.of("device", "console", "size", QemuCommand.CONSOLE_BYTES, "format", "base64");
      byte[] said = Base64.getDecoder().decode(qmp.call("ringbuf-read", all).asString(""));
      if (said.length > 0) {
        append(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** The last bytes of the file. */
  byte[] last(int bytes) {
    lock.lock();
    try {
      return tail(Math.max(0, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void append(byte[] said) throws IOException {
    if (Files.exists(file) && Files.size(file) + said.length > MOST) {
      byte[] kept = tail(KEPT);
      Files.write(file, kept);
    }
    Files.write(
        file,
        said,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        LinkOption.NOFOLLOW_LINKS);
  }

  private byte[] tail(int bytes) throws IOException {
    if (!Files.exists(file)) {
      return new byte[0];
    }
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long size = in.size();
      ByteBuffer last = ByteBuffer.allocate((int) Math.min(bytes, size));
      in.position(size - last.capacity());
      while (last.hasRemaining() && in.read(last) >= 0) {
        // Until it is whole, or the file was cut.
      }
      return Arrays.copyOf(last.array(), last.position());
    }
  }
}
