package entrepot.store.manifest;

import entrepot.store.backend.BackendUnavailable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Reads one run back, a few entries at a time. */
final class RunReader implements Iterator<Entry> {
  private final Path file;
  private final FileChannel channel;
  private final long end;
  private long position;
  private ByteBuffer ahead = ByteBuffer.allocate(16 << 10).limit(0);

  RunReader(Path file, FileChannel channel, long start, long end) {
    this.file = file;
    this.channel = channel;
    this.position = start;
    this.end = end;
  }

  @Override
  public boolean hasNext() {
    return ahead.hasRemaining() || position < end;
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      need(Integer.BYTES);
      int length = ahead.getInt();
      need(length);
      byte[] record = new byte[length];
      ahead.get(record);
      Input in = new Input(record);
      return EntryCodec.read(in.path(null), in);
    } catch (IOException e) {
      throw new BackendUnavailable("reading " + file, e);
    } catch (Malformed e) {
      throw new BackendUnavailable("reading " + file + ", which somebody changed", e);
    }
  }

  private void need(int bytes) throws IOException {
    if (ahead.remaining() >= bytes) {
      return;
    }
    int capacity = Math.max(bytes, ahead.capacity());
    ahead = ByteBuffer.allocate(capacity).put(ahead);
    ahead.limit((int) Math.min(capacity, ahead.position() + end - position));
    while (ahead.hasRemaining()) {
      int read = channel.read(ahead, position);
      if (read < 0) {
        throw new EOFException("the file ended early");
      }
      position += read;
    }
    ahead.flip();
    if (ahead.remaining() < bytes) {
      throw new EOFException("the run ended early");
    }
  }
}
