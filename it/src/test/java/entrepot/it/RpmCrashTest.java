package entrepot.it;

import entrepot.it.fixture.RpmPlan;
import java.nio.file.Path;

/** Kills while an RPM repository is mirrored. */
@NeedsRpmTools
class RpmCrashTest extends CrashContract {
  RpmCrashTest() {
    super(20);
  }

  @Override
  Vendor<?> vendor(Path folder) {
    return RpmVendor.in(folder, RpmPlan.small());
  }
}
