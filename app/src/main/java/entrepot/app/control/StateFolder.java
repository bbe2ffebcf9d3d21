package entrepot.app.control;

import entrepot.app.command.Busy;
import entrepot.kit.Digest;
import entrepot.store.backend.Backend;
import entrepot.store.backend.DiskBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds all of Entrepot's state. One process at a time holds it, by a lock.
 *
 * <pre>
 *   lock            held by the process that works here; holds its pid
 *   run/            closed to others; the admin socket lies there
 *   ledger.db       the database, unless PostgreSQL is configured
 *   store/          blobs, nodes, snapshot records, leases
 *   keys/           what heads are signed with
 *   trust/          the public halves, for edges
 *   replicas/NAME/  a region's replica, unless configured elsewhere
 *   log/            access logs, one a region
 *   steering.json   what the mirror lists answer from
 *   fetching/       lazy entries on their way
 *   wheels/         the builders of platforms, logs, and what wheels were built from
 *   cloud/          the lab cloud's disks, a folder a region
 *   tmp/            what a run spills; emptied at each start
 * </pre>
 */
public final class StateFolder {
  /** The kernel takes 108 bytes, the last a NUL. */
  private static final int LONGEST_SOCKET = 107;

  /** Leaves room for a tree's name, a number, and what a socket's making adds. */
  private static final int LONGEST_BUILD_FOLDER = 107 - 60;

  private final Path root;

  public StateFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  Path store() {
    return root.resolve("store");
  }

  Path keys() {
    return root.resolve("keys");
  }

  Path trust() {
    return root.resolve("trust");
  }

  Path replica(String region) {
    return root.resolve("replicas").resolve(region);
  }

  Path logs() {
    return root.resolve("log");
  }

  Path steering() {
    return root.resolve("steering.json");
  }

  /** What a run spills. */
  Path temporary() {
    return root.resolve("tmp");
  }

  /** What wheel builds need and leave; all of it can be made again. */
  Path wheels() {
    return root.resolve("wheels");
  }

  /** Where wheel builds reach their index: a folder closed to others, its path short. */
  Path wheelSockets() {
    Path folder = socket().resolveSibling("wheels");
    return folder.toString().length() <= LONGEST_BUILD_FOLDER
        ? folder
        : Path.of(
            System.getProperty("java.io.tmpdir"),
            "entrepot-wheels-"
                + Digest.sha256Of(root.toString().getBytes(StandardCharsets.UTF_8)).brief());
  }

  /** Where the central store's lazy entries are fetched. */
  Path fills() {
    return root.resolve("fetching");
  }

  /** The lab cloud's disks; machines' sockets too, so the path matters. */
  Path cloud() {
    return root.resolve("cloud");
  }

  /** The store, opened by whoever holds the lock. */
  DiskBackend openStore() {
    try {
      Files.createDirectories(temporary());
      Files.createDirectories(store());
      try (Stream<Path> left = Files.list(temporary())) {
        for (Path spilled : left.filter(Files::isRegularFile).toList()) {
          Files.delete(spilled);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("preparing " + root, e);
    }
    return new DiskBackend(store());
  }

  /**
   * The store, for a process that shares it with whoever holds the lock. Nothing is made here: a
   * file system that was not mounted must not look like an empty store.
   */
  Backend sharedStore() {
    return new DiskBackend(store());
  }

  /** Where the admin socket lies: in {@code run/}, or in the runtime folder if that is too long. */
  public Path socket() {
    Path inside = root.resolve("run").resolve("admin.sock");
    if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET) {
      return inside;
    }
    String user = System.getProperty("user.name");
    String name = Digest.sha256Of(root.toString().getBytes(StandardCharsets.UTF_8)).brief();
    return Path.of(System.getProperty("java.io.tmpdir"), "entrepot-" + user, name + ".sock");
  }

  /** Takes the folder for this process; throws {@link Busy} when another one has it. */
  Lock lock() {
    try {
      Files.createDirectories(root);
      closed(root.resolve("run"));
      closed(socket().getParent());
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String holder = Files.readString(root.resolve("lock")).strip();
        channel.close();
        throw new Busy(
            "another entrepot process%s works in %s"
                .formatted(holder.isEmpty() ? "" : " (pid " + holder + ")", root),
            "Wait until it is done; a running server takes commands at once.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new Lock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("locking " + root, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static void closed(@Nullable Path folder) throws IOException {
    if (folder != null) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }

  /** Holds the folder until closed, or until the process ends, however it ends. */
  record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
