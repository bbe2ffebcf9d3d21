package entrepot.edge;

import entrepot.store.backend.ObjectMissing;
import entrepot.store.fill.Fillings;
import entrepot.store.fill.Following;
import entrepot.store.fill.Opened;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that is here until it is dropped; then they come from where it is fetched
 * anew, from the very byte on, and the client notices nothing.
 */
final class CheckedBytes implements ByteSource, AutoCloseable {
  private static final int ATTEMPTS = 4;

  private final CheckedFiles files;
  private final Fillings fillings;
  private final Ready.Checked file;
  private final long end;
  private long position;
  private int attempts;
  private CheckedFiles.@Nullable Reading here;
  private @Nullable Following coming;

  CheckedBytes(CheckedFiles files, Fillings fillings, Ready.Checked file, long start, long end) {
    this.files = files;
    this.fillings = fillings;
    this.file = file;
    this.position = start;
    this.end = end;
  }

  /** Whether all came from here. */
  boolean hit() {
    return coming == null;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (position >= end) {
      return -1;
    }
    while (true) {
      try {
        int n = readSome(into, offset, length);
        position += Math.max(0, n);
        return n;
      } catch (ObjectMissing e) {
        close();
        here = null;
        if (++attempts > ATTEMPTS) {
          throw e;
        }
        fetch();
      }
    }
  }

  private int readSome(byte[] into, int offset, int length) {
    if (coming != null) {
      return coming.read(into, offset, length);
    }
    if (here == null) {
      here = files.open(file.sha256());
    }
    return here.read(position, into, offset, length);
  }

  private void fetch() {
    switch (fillings.open(file.tree(), file.entry())) {
      case Opened.Filled _ -> {}
      case Opened.Coming found -> {
        coming = found.following();
        coming.seek(position);
      }
    }
  }

  @Override
  public void close() {
    if (here != null) {
      here.close();
    }
    if (coming != null) {
      coming.close();
    }
  }
}
