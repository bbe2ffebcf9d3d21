package entrepot.vm.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a program of the virtual machines' user starts: the topmost folder that it may enter on the
 * way to a file. What lies below is named relative to it, so that folders above may stay closed to
 * that user, as the server's own state is.
 */
public record Ground(VmUser user, Path folder) {
  /** The ground on the way to this folder, which is made passable if it is not. */
  public static Ground under(VmUser user, Path folder) {
    try {
      Path real = folder.toRealPath();
      if (!user.enters(real)) {
        letPass(real);
      }
      Path ground = real;
      for (Path up = real; up != null && user.enters(up); up = up.getParent()) {
        ground = up;
      }
      return new Ground(user, ground);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program calls a file: never mistaken for an option or a protocol. */
  public String name(Path file) {
    Path real = real(file);
    return real.startsWith(folder) ? "./" + folder.relativize(real) : real.toString();
  }

  /** The same, if the program can reach the file and read it. */
  public String readable(Path file) {
    Path real = real(file);
    Path closed = closed(real);
    if (closed != null) {
      throw new UnreachableFile(real, closed, user);
    }
    return name(real);
  }

  /** What keeps the program from reading a file: a folder on the way, or the file itself. */
  @Nullable Path closed(Path real) {
    Path last = real.startsWith(folder) ? folder : null;
    for (Path up = real.getParent(); up != null && !up.equals(last); up = up.getParent()) {
      if (!user.enters(up)) {
        return up;
      }
    }
    return user.reads(real) ? null : real;
  }

  static Path real(Path file) {
    try {
      Path parent = file.toAbsolutePath().normalize().getParent();
      Path name = file.getFileName();
      if (parent == null || name == null) {
        throw new IllegalArgumentException("not a file: " + file);
      }
      return parent.toRealPath().resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void letPass(Path folder) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
    permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    Files.setPosixFilePermissions(folder, permissions);
  }
}
