package entrepot.store.manifest;

import entrepot.store.backend.BackendUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;

/** Sorted runs of entries, one after the other in a temporary file. */
final class SpilledRuns implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  private final Path file;
  private final FileChannel channel;
  private final List<Long> ends = new ArrayList<>();
  private long end;

  private SpilledRuns(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static SpilledRuns in(Path folder) {
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "entries-", ".run");
      return new SpilledRuns(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw new BackendUnavailable("making a temporary file in " + folder, e);
    }
  }

  /** Writes one more run, which is in order. */
  void add(List<Entry> run) {
    Output chunk = new Output(2 * CHUNK);
    Output one = new Output(256);
    for (Entry entry : run) {
      one.clear();
      NodeCodec.writePath(entry.path(), null, one);
      EntryCodec.write(entry, one);
      chunk.bytes(ByteBuffer.allocate(Integer.BYTES).putInt(one.size()).array());
      chunk.append(one);
      if (chunk.size() >= CHUNK) {
        write(chunk);
      }
    }
    write(chunk);
    ends.add(end);
  }

  private void write(Output chunk) {
    ByteBuffer bytes = ByteBuffer.wrap(chunk.toBytes());
    chunk.clear();
    try {
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
    } catch (IOException e) {
      throw new BackendUnavailable("writing " + file, e);
    }
  }

  /** All runs and a last one that is still in memory, merged. */
  Iterator<Entry> mergedWith(List<Entry> last, BinaryOperator<Entry> clash) {
    List<Iterator<Entry>> runs = new ArrayList<>();
    long start = 0;
    for (long runEnd : ends) {
      runs.add(new RunReader(file, channel, start, runEnd));
      start = runEnd;
    }
    runs.add(last.iterator());
    return new Merge(runs, clash);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BackendUnavailable("closing " + file, e);
    }
  }
}
