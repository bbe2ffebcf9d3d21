package entrepot.it;

import java.nio.file.Path;

/** Kills while an index of Python packages is mirrored. */
class PypiCrashTest extends CrashContract {
  PypiCrashTest() {
    super(8);
  }

  @Override
  Vendor<?> vendor(Path folder) {
    return PypiVendor.in(folder, 40);
  }
}
