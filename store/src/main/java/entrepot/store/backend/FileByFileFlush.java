package entrepot.store.backend;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/** Forces each file written and each folder on the way to it. */
final class FileByFileFlush implements DiskFlush {
  /** Above this, files are forced as they come, so that the list stays short. */
  private static final int MOST_NOTED = 10_000;

  private final Set<Path> noted = new LinkedHashSet<>();

  @Override
  public synchronized boolean wrote(Path file) {
    noted.add(file);
    if (noted.size() >= MOST_NOTED) {
      flush();
    }
    return true;
  }

  @Override
  public synchronized void flush() {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path file : noted) {
      force(file);
      // A new folder is a name in the one above, so all on the way count; the top is deep enough.
      Path folder = file.getParent();
      for (int up = 0; up < 4 && folder != null && folders.add(folder); up++) {
        folder = folder.getParent();
      }
    }
    folders.forEach(FileByFileFlush::force);
    noted.clear();
  }

  private static void force(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (NoSuchFileException e) {
      // Removed meanwhile: nothing is left to force.
    } catch (IOException e) {
      throw new BackendUnavailable("forcing " + path + " to the device", e);
    }
  }
}
