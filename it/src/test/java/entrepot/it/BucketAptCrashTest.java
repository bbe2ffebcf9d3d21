package entrepot.it;

import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.RepositoryPlan;
import java.nio.file.Path;

/** Kills while an APT repository is published to a bucket. */
@NeedsCeph
class BucketAptCrashTest extends CrashContract {
  BucketAptCrashTest() {
    super(8);
  }

  @Override
  Vendor<?> vendor(Path folder) {
    return AptVendor.in(folder, RepositoryPlan.small().packages(120));
  }

  /** At all that a release to a bucket writes; a sync's own are the same as ever. */
  @Override
  ServedRegions regions(Path folder) {
    return new BucketRegions(
        Ceph.shared(), folder.resolve("keys"), "S3_.*|RELEASE_[A-Z]+_(CARRY|HISTORY|HEAD|JOURNAL)");
  }
}
