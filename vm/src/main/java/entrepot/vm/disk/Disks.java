package entrepot.vm.disk;

import java.nio.file.Path;

/** Makes, copies and looks into disk images, by qemu-img as an unprivileged user. */
@SuppressWarnings("DoNotCallSuggester") // The bodies follow.
public final class Disks {
  private final VmUser user;

  public Disks(VmUser user) {
    this.user = user;
  }

  /** Makes an empty disk of this size in bytes; the file must not be there yet. */
  public void create(Path qcow2, long bytes) {
    throw new UnsupportedOperationException("create " + qcow2 + user + bytes);
  }

  /** Makes a disk that begins as another, which must not change from now on. */
  public void overlay(Path qcow2, Path backingQcow2, long bytes) {
    throw new UnsupportedOperationException("overlay " + qcow2 + backingQcow2 + bytes);
  }

  /** Makes a copy that stands alone: what {@code from} is based on is copied with it. */
  public void copy(Path from, DiskFormat format, Path toQcow2) {
    throw new UnsupportedOperationException("copy " + from + format + toQcow2);
  }

  /**
   * Looks into an image that may come from anybody.
   *
   * @throws RefusedDisk if it is not of the stated format, or is based on another file, or keeps
   *     its data in another, or is encrypted, or holds snapshots, or is absurdly large
   */
  public DiskInfo inspect(Path file, DiskFormat stated) {
    throw new UnsupportedOperationException("inspect " + file + stated);
  }

  /** Makes a disk larger; its content stays. Smaller is refused. */
  public void resize(Path qcow2, long bytes) {
    throw new UnsupportedOperationException("resize " + qcow2 + bytes);
  }

  /** Makes a disk that is one ext4 file system with this label (at most 16 characters). */
  public void ephemeral(Path qcow2, long bytes, String label) {
    throw new UnsupportedOperationException("ephemeral " + qcow2 + bytes + label);
  }

  /** The size that a guest sees, also while it runs. */
  public long virtualBytes(Path qcow2) {
    throw new UnsupportedOperationException("virtualBytes " + qcow2);
  }
}
