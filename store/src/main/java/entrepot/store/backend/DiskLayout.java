package entrepot.store.backend;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Which file an object is, and how a finished file gets its name. */
record DiskLayout(Path root) {
  static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /** Digits that name a folder: 256 folders hold 10 million objects at 40,000 each. */
  private static final int FAN_OUT = 2;

  DiskLayout {
    root = root.toAbsolutePath();
  }

  Path file(Key key) {
    return Path.of(name(key));
  }

  /** The same as text: for who opens thousands of small files, making a Path costs as much. */
  String name(Key key) {
    String name = key.name();
    String folder = root + "/" + key.area().folder() + "/";
    return fansOut(key.area()) && name.length() > FAN_OUT
        ? folder + name.substring(0, FAN_OUT) + "/" + name
        : folder + name;
  }

  private static boolean fansOut(Area area) {
    return area.namedByContent();
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** Gives {@code from} a second name; false when that name is taken, which then stays. */
  boolean link(Path from, Path to) throws IOException {
    try {
      return linked(from, to);
    } catch (NoSuchFileException e) {
      if (!Files.exists(from)) {
        throw e;
      }
      // Not asked whether the folder is there: another writer may just have made it.
      makeParent(to);
      return linked(from, to);
    }
  }

  private static boolean linked(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Gives the temporary file its name; false when that name is taken, which then stays. */
  boolean settle(Path temporary, TemporaryFolder from, Path to) throws IOException {
    try {
      boolean linked = link(temporary, to);
      from.remove(temporary);
      return linked;
    } catch (UnsupportedOperationException e) {
      if (Files.exists(to)) {
        from.remove(temporary);
        return false;
      }
      makeParent(to);
      Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
  }

  void makeParent(Path file) throws IOException {
    makeFolder(parent(file));
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent(), "every object lies below the root");
  }

  void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.getParent();
    if (above != null) {
      makeFolder(above);
    }
    try {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, FOLDER);
    } catch (FileAlreadyExistsException e) {
      // Another writer made it.
    }
  }

  void list(Area area, Consumer<ObjectInfo> each) {
    try {
      list(root.resolve(area.folder()), area, each, fansOut(area) ? 1 : 0);
    } catch (IOException e) {
      throw new BackendUnavailable("listing " + root.resolve(area.folder()), e);
    }
  }

  private void list(Path folder, Area area, Consumer<ObjectInfo> each, int deeper)
      throws IOException {
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      for (Path path : inside) {
        if (deeper > 0) {
          list(path, area, each, deeper - 1);
        } else {
          describe(path, area, each);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Nothing was written there yet, or a stranger put a file among the folders.
    }
  }

  private static void describe(Path file, Area area, Consumer<ObjectInfo> each) throws IOException {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return;
    }
    String name = file.getFileName().toString();
    if (found.isRegularFile() && Key.permits(name)) {
      each.accept(
          new ObjectInfo(new Key(area, name), found.size(), found.lastModifiedTime().toInstant()));
    }
  }
}
