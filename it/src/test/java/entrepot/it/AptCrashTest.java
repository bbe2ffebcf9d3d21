package entrepot.it;

import entrepot.it.fixture.RepositoryPlan;
import java.nio.file.Path;

/** Kills while an APT repository is mirrored. */
class AptCrashTest extends CrashContract {
  AptCrashTest() {
    super(50);
  }

  @Override
  Vendor<?> vendor(Path folder) {
    return AptVendor.in(folder, RepositoryPlan.small());
  }
}
