package entrepot.store.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A file in {@code tmp} that gets its name when it is whole. */
final class DiskStaging extends Staging {
  private final DiskLayout layout;
  private final TemporaryFolder folder;
  private final DiskFlush flush;
  private final Path file;
  private final FileChannel channel;
  private long written;
  private boolean gone;

  DiskStaging(DiskLayout layout, TemporaryFolder folder, DiskFlush flush) {
    this.layout = layout;
    this.folder = folder;
    this.flush = flush;
    long random = ThreadLocalRandom.current().nextLong();
    String name = ProcessHandle.current().pid() + "-" + HexFormat.of().toHexDigits(random);
    this.file = layout.temporary().resolve(name);
    this.channel = create();
  }

  private FileChannel create() {
    try {
      return folder.create(file);
    } catch (IOException e) {
      throw new BackendUnavailable("making " + file, e);
    }
  }

  Path file() {
    return file;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void restart() {
    try {
      channel.truncate(0);
      written = 0;
    } catch (IOException e) {
      throw new BackendUnavailable("emptying " + file, e);
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (rest.hasRemaining()) {
        written += channel.write(rest);
      }
    } catch (IOException e) {
      throw new BackendUnavailable("writing " + file, e);
    }
  }

  void force() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new BackendUnavailable("forcing " + file + " to the device", e);
    }
  }

  @Override
  public boolean commit(Key key) {
    if (gone) {
      throw new IllegalStateException(file + " was committed or closed already");
    }
    Path to = layout.file(key);
    try {
      channel.close();
      boolean isNew = layout.settle(file, folder, to);
      gone = true;
      return isNew && flush.wrote(to);
    } catch (IOException e) {
      throw new BackendUnavailable("naming " + to, e);
    }
  }

  @Override
  public void close() {
    if (gone) {
      return;
    }
    gone = true;
    try {
      channel.close();
      folder.remove(file);
    } catch (IOException e) {
      throw new BackendUnavailable("removing " + file, e);
    }
  }
}
