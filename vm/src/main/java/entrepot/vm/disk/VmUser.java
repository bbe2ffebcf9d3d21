package entrepot.vm.disk;

/**
 * The numeric user and group that QEMU and qemu-img run as when the server is root. Elsewhere they
 * run as who the server is.
 */
public record VmUser(int uid, int gid) {
  /** Belongs to nobody on Debian: 60000 to 64999 are handed out by Debian's base-passwd only. */
  public static final VmUser DEFAULT = new VmUser(64100, 64100);

  public VmUser {
    if (uid <= 0 || gid <= 0) {
      throw new IllegalArgumentException("root runs no virtual machine");
    }
  }
}
