package entrepot.it;

import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.RpmPlan;
import java.nio.file.Path;

/** Kills while an RPM repository is published to a bucket. */
@NeedsCeph
@NeedsRpmTools
class BucketRpmCrashTest extends CrashContract {
  BucketRpmCrashTest() {
    super(6);
  }

  @Override
  Vendor<?> vendor(Path folder) {
    return RpmVendor.in(folder, RpmPlan.small());
  }

  /** Between the writes that readers of this kind could see. */
  @Override
  ServedRegions regions(Path folder) {
    return new BucketRegions(
        Ceph.shared(), folder.resolve("keys"), "S3_[A-Z]+_(INDEXES|ENTRY_POINTS)");
  }
}
