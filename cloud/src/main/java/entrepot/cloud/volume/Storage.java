package entrepot.cloud.volume;

import entrepot.vm.disk.Disks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A region's disk files.
 *
 * <pre>
 * volumes/vol-….qcow2       may overlay a snapshot
 * snapshots/snap-….qcow2    flat, never changes
 * snapshots/snap-….raw      one that the EBS direct API writes, with snap-….blocks
 * images/ami-….qcow2        an instance store's root, flat, never changes
 * images/aki-…, ari-…       kernels and ramdisks as they are
 * .NAME.part                a file that is not whole yet
 * </pre>
 */
public final class Storage implements AutoCloseable {
  private final Path volumes;
  private final Path snapshots;
  private final Path images;
  private final Disks disks;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final Copies copies = new Copies();

  /** Storage in that folder, which is made if it is not there. */
  public Storage(Path folder, Disks disks) {
    this.volumes = folder.resolve("volumes");
    this.snapshots = folder.resolve("snapshots");
    this.images = folder.resolve("images");
    this.disks = disks;
    for (Path each : List.of(folder, volumes, snapshots, images)) {
      try {
        Files.createDirectories(each);
        // machines pass through as a user of their own, and list nothing
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx--x--x"));
      } catch (IOException e) {
        throw new UncheckedIOException("making the folder " + each, e);
      }
    }
  }

  /** A volume's file. */
  public Path volume(String volumeId) {
    return volumes.resolve(volumeId + ".qcow2");
  }

  /** A snapshot's file. */
  public Path snapshot(String snapshotId) {
    return snapshots.resolve(snapshotId + ".qcow2");
  }

  /** The file of an instance store's image, of a kernel or of a ramdisk. */
  public Path image(String imageId) {
    return images.resolve(imageId.startsWith("ami-") ? imageId + ".qcow2" : imageId);
  }

  /** What makes disks. */
  public Disks disks() {
    return disks;
  }

  /** What the EBS direct API writes before the snapshot is whole. */
  public Path staging(String snapshotId) {
    return snapshots.resolve(snapshotId + ".raw");
  }

  /** Which blocks of {@link #staging} were put, a byte each. */
  public Path stagedBlocks(String snapshotId) {
    return snapshots.resolve(snapshotId + ".blocks");
  }

  Copies copies() {
    return copies;
  }

  /** Where a file is made before it is whole. */
  Path part(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  /** Makes a file so that it is there whole, on disk, or not at all. */
  void make(Path file, Consumer<Path> how) {
    Path part = part(file);
    remove(part);
    try {
      how.accept(part);
      publish(file);
    } finally {
      remove(part);
    }
  }

  /** Puts a finished part in its file's place. */
  void publish(Path file) {
    Path part = part(file);
    try {
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(file.resolveSibling("."))) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  /** Gives a file that never changes a second name, in another region's folder. */
  void link(Path from, Path to) {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(from, to, e);
    } catch (IOException e) {
      throw new UncheckedIOException("linking %s to %s".formatted(from, to), e);
    }
  }

  private static void copy(Path from, Path to, Exception linking) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      e.addSuppressed(linking);
      throw new UncheckedIOException("copying %s to %s".formatted(from, to), e);
    }
  }

  /** Copies a file that is no disk, such as a kernel. */
  void copyPlain(Path from, Path to) {
    try {
      Files.copy(from, to);
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException("copying %s to %s".formatted(from, to), e);
    }
  }

  /** Removes what the EBS direct API wrote of a snapshot. */
  public void unstage(String snapshotId) {
    remove(staging(snapshotId));
    remove(stagedBlocks(snapshotId));
  }

  /** Removes a file, if it is there. */
  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + file, e);
    }
  }

  List<Path> volumeFiles() {
    return list(volumes);
  }

  List<Path> snapshotFiles() {
    return list(snapshots);
  }

  List<Path> imageFiles() {
    return list(images);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the folder " + folder, e);
    }
  }

  /** Does it soon, on a thread of its own. */
  public void soon(Runnable task) {
    work.execute(task);
  }

  /**
   * Waits for what is under way, at most ten seconds; what remains is settled at the next start.
   */
  @Override
  public void close() {
    work.shutdown();
    try {
      if (!work.awaitTermination(10, TimeUnit.SECONDS)) {
        work.shutdownNow();
      }
    } catch (InterruptedException e) {
      work.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
