package entrepot.vm.guest;

import java.nio.file.Path;

/**
 * A Linux of a few megabytes that is up within seconds: the machine's own busybox and a kernel of
 * its Debian.
 *
 * @param kernel as {@code -kernel} takes it
 * @param ramdisk holds the whole system
 */
@SuppressWarnings("DoNotCallSuggester") // The bodies follow.
public record TinyGuest(Path kernel, Path ramdisk) {
  /** What the kernel is to be told. */
  public static final String COMMAND_LINE = "console=ttyS0 quiet panic=-1";

  /** Builds it in this folder, or finds it there. Asks the machine's Debian source for a kernel. */
  public static TinyGuest build(Path folder) {
    throw new UnsupportedOperationException("build " + folder);
  }

  /**
   * Makes a raw disk image that boots this guest by itself. Its root is the disk's first partition,
   * so that what is written stays.
   */
  public void disk(Path raw, long bytes) {
    throw new UnsupportedOperationException("disk " + raw + bytes);
  }
}
