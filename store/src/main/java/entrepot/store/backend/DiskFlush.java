package entrepot.store.backend;

import java.nio.file.Path;

/** How what was written is forced to stable storage, once for many files. */
interface DiskFlush {
  /** Notes a file that must be forced; answers true, for those who return it. */
  boolean wrote(Path file);

  /** Forces all that was noted. */
  void flush();

  /** One call for the whole file system where the kernel has it, else file by file. */
  static DiskFlush of(Path root) {
    return SyncFs.of(root).orElseGet(FileByFileFlush::new);
  }
}
