package entrepot.store.backend;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects as files of a folder:
 *
 * <pre>
 *   blobs/ab/cd/abcd…   file contents by sha256
 *   nodes/ab/cd/abcd…   manifest nodes by sha256 of their canonical bytes
 *   snapshots/NAME      records; leases/NAME, fills/NAME likewise
 *   tmp/                what is being written; renamed when whole
 * </pre>
 */
public final class DiskBackend implements Backend {
  private final Path root;

  public DiskBackend(Path root) {
    this.root = root;
  }

  /** The object's file, for those who send or link it; empty when it is not there. */
  public Optional<Path> file(Key key) {
    throw new UnsupportedOperationException("file " + key + root);
  }

  /**
   * Takes over an object of another folder, by hard link where both are on one file system, else by
   * copy; false when it is here already.
   */
  public boolean adopt(Key key, Path from) {
    throw new UnsupportedOperationException("adopt " + key + from);
  }

  @Override
  public Optional<ObjectInfo> stat(Key key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(Key key, long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] load(Key key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Staging stage() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replace(Key key, byte[] content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(Key key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush() {
    throw new UnsupportedOperationException();
  }
}
