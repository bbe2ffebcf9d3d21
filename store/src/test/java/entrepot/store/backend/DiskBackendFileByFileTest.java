package entrepot.store.backend;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no {@code syncfs}. */
class DiskBackendFileByFileTest extends BackendContract {
  @TempDir Path folder;

  @Override
  protected Backend backend() {
    return new DiskBackend(folder, new FileByFileFlush());
  }
}
