package entrepot.vm.disk;

import java.nio.file.Path;

/**
 * An image that a program is to read. One that lies in a folder closed to the program is handed to
 * it opened, as its standard input.
 */
record Source(Path input, String name) {
  static Source of(Ground ground, Path file) {
    Path real = Ground.real(file);
    Path closed = ground.closed(real);
    if (closed == null) {
      return new Source(Path.of("/dev/null"), ground.name(real));
    }
    if (!ground.user().reads(real)) {
      throw new UnreachableFile(real, real, ground.user());
    }
    return new Source(real, "/proc/self/fd/0");
  }
}
