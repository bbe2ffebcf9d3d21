package entrepot.vm.disk;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The numeric user and group that QEMU and qemu-img run as when the server is root. Elsewhere they
 * run as who the server is.
 */
public record VmUser(int uid, int gid) {
  /** Belongs to nobody on Debian: 60000 to 64999 are handed out by Debian's base-passwd only. */
  public static final VmUser DEFAULT = new VmUser(64100, 64100);

  private static final boolean ROOT = isRoot();

  public VmUser {
    if (uid <= 0 || gid <= 0) {
      throw new IllegalArgumentException("root runs no virtual machine");
    }
  }

  /** What is put before a command, so that it runs as this user without a way back. */
  public List<String> prefix() {
    return prefix("--clear-groups");
  }

  /** The same with one more group. */
  public List<String> prefix(int group) {
    return prefix("--groups=" + group);
  }

  private List<String> prefix(String groups) {
    return ROOT
        ? List.of(
            "setpriv",
            "--reuid=" + uid,
            "--regid=" + gid,
            groups,
            "--no-new-privs",
            "--bounding-set=-all",
            "--inh-caps=-all")
        : List.of("setpriv", "--no-new-privs");
  }

  /** Gives a file or folder to this user. */
  public void own(Path file) {
    if (!ROOT) {
      return;
    }
    try {
      Files.setAttribute(file, "unix:gid", gid, NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:uid", uid, NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives a disk's file to this user if it can't be used by it as it is. */
  public void letUse(Path file, boolean readOnly) {
    if (Files.isRegularFile(file, NOFOLLOW_LINKS) && !(reads(file) && (readOnly || writes(file)))) {
      own(file);
    }
  }

  /** Whether this user may pass through a folder whose parents it has passed. */
  public boolean enters(Path folder) {
    return may(folder, 1);
  }

  /** Whether this user may read a file whose folder it has entered. */
  public boolean reads(Path file) {
    return may(file, 4);
  }

  /** Whether this user may write a file whose folder it has entered. */
  public boolean writes(Path file) {
    return may(file, 2);
  }

  private boolean may(Path file, int bit) {
    if (!ROOT) {
      return switch (bit) {
        case 1 -> Files.isExecutable(file);
        case 2 -> Files.isWritable(file);
        default -> Files.isReadable(file);
      };
    }
    try {
      int mode = number(file, "unix:mode");
      if (number(file, "unix:uid") == uid) {
        return (mode & bit << 6) != 0;
      }
      return (mode & (number(file, "unix:gid") == gid ? bit << 3 : bit)) != 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isRoot() {
    try {
      return number(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(Path file, String attribute) throws IOException {
    return (Integer) Objects.requireNonNull(Files.getAttribute(file, attribute));
  }
}
