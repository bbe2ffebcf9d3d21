package entrepot.store.s3;

import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of this machine that becomes an object when it is whole: what is put must be known by
 * length and MD5, and may have to be sent twice.
 */
final class S3Staging extends Staging {
  private final S3Backend backend;
  private final Path file;
  private final FileChannel channel;
  private long written;
  private boolean gone;

  S3Staging(S3Backend backend, Path scratch) {
    this.backend = backend;
    try {
      Files.createDirectories(scratch);
      this.file = Files.createTempFile(scratch, "object", null);
      this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new BackendUnavailable("making a file in " + scratch, e);
    }
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

  @Override
  public boolean commit(Key key) {
    if (gone) {
      throw new IllegalStateException(file + " was committed or closed already");
    }
    try {
      return backend.put(key, file, written);
    } finally {
      close();
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
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BackendUnavailable("removing " + file, e);
    }
  }
}
