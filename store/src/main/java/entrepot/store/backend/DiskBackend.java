package entrepot.store.backend;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects as files of a folder:
 *
 * <pre>
 *   blobs/ab/abcd…      file contents by sha256
 *   nodes/ab/abcd…      manifest nodes by sha256 of their canonical bytes
 *   snapshots/NAME      records; leases/NAME, fills/NAME likewise
 *   tmp/                what is being written; linked into place when whole
 * </pre>
 *
 * Files have mode 0644 and folders 0755 whatever the umask, because an edge may run as another user
 * than the one that writes.
 */
public final class DiskBackend implements Backend {
  /** As much as the JDK reads without allocating native memory. */
  private static final int AT_ONCE = 8 << 10;

  private final DiskLayout layout;
  private final TemporaryFolder temporary;
  private final DiskFlush flush;

  /** The folder need not exist yet: it is made by the first write. */
  public DiskBackend(Path root) {
    this(root, DiskFlush.of(root));
  }

  DiskBackend(Path root, DiskFlush flush) {
    this.layout = new DiskLayout(root);
    this.temporary = new TemporaryFolder(layout);
    this.flush = flush;
  }

  /** The object's file, for those who send or link it; empty when it is not there. */
  public Optional<Path> file(Key key) {
    Path file = layout.file(key);
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /**
   * Takes over an object of another folder, by hard link where both are on one file system, else by
   * copy; false when it is here already.
   */
  @Override
  public boolean adopt(Key key, Path from) {
    Path to = layout.file(key);
    if (Files.exists(to)) {
      return false;
    }
    try {
      return layout.link(from, to) && flush.wrote(to);
    } catch (NoSuchFileException e) {
      throw new BackendUnavailable("taking over " + from, e);
    } catch (IOException | UnsupportedOperationException e) {
      // Another file system, or one without links, or with too many of them: copy.
      try (InputStream in = Files.newInputStream(from);
          Staging staging = stage()) {
        in.transferTo(staging);
        return staging.commit(key);
      } catch (IOException copying) {
        throw new BackendUnavailable("copying " + from + " to " + to, copying);
      }
    }
  }

  @Override
  public Optional<ObjectInfo> stat(Key key) {
    Path file = layout.file(key);
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new ObjectInfo(key, found.size(), found.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new BackendUnavailable("looking for " + file, e);
    }
  }

  @Override
  public InputStream open(Key key, long offset) {
    FileInputStream in = opened(key);
    try {
      in.getChannel().position(offset);
      return in;
    } catch (IOException e) {
      try (in) {
        throw new BackendUnavailable("reading " + layout.file(key) + " from " + offset, e);
      } catch (IOException closing) {
        throw new BackendUnavailable("closing " + layout.file(key), closing);
      }
    }
  }

  @Override
  public byte[] load(Key key) {
    try (FileInputStream in = opened(key)) {
      // Most are small, and one call reads them: a file gives less than was asked for at its end.
      byte[] start = new byte[AT_ONCE];
      int length = Math.max(0, in.read(start));
      if (length < AT_ONCE) {
        return Arrays.copyOf(start, length);
      }
      byte[] rest = in.readAllBytes();
      byte[] all = Arrays.copyOf(start, Math.addExact(length, rest.length));
      System.arraycopy(rest, 0, all, length, rest.length);
      return all;
    } catch (IOException e) {
      throw new BackendUnavailable("reading " + layout.file(key), e);
    }
  }

  private FileInputStream opened(Key key) {
    File file = new File(layout.name(key));
    try {
      return new FileInputStream(file);
    } catch (FileNotFoundException e) {
      if (file.exists()) {
        throw new BackendUnavailable("opening " + file, e);
      }
      throw new ObjectMissing(key, layout.root().toString());
    }
  }

  @Override
  public Staging stage() {
    return new DiskStaging(layout, temporary, flush);
  }

  @Override
  public boolean put(Key key, byte[] content) {
    if (Files.exists(layout.file(key))) {
      return false;
    }
    try (DiskStaging staging = new DiskStaging(layout, temporary, flush)) {
      staging.write(content, 0, content.length);
      if (!key.area().namedByContent()) {
        // What its name cannot prove whole must be whole before it has the name.
        staging.force();
      }
      return staging.commit(key);
    }
  }

  @Override
  public void replace(Key key, byte[] content) {
    Path to = layout.file(key);
    try (DiskStaging staging = new DiskStaging(layout, temporary, flush)) {
      staging.write(content, 0, content.length);
      staging.force();
      layout.makeParent(to);
      Files.move(
          staging.file(), to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      flush.wrote(to);
    } catch (IOException e) {
      throw new BackendUnavailable("replacing " + to, e);
    }
  }

  @Override
  public boolean remove(Key key) {
    Path file = layout.file(key);
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BackendUnavailable("removing " + file, e);
    }
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    layout.list(area, each);
  }

  @Override
  public void flush() {
    flush.flush();
  }

  /**
   * Removes what dead writers left in {@code tmp}: files that nobody wrote to for that long.
   * Returns how many there were.
   */
  public int sweepTemporary(Duration olderThan) {
    return temporary.sweep(olderThan);
  }
}
