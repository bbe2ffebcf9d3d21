package entrepot.it;

import entrepot.it.fixture.GpgKey;
import entrepot.it.fixture.RpmPlan;
import entrepot.it.fixture.RpmRepositoryOnDisk;
import java.nio.file.Path;

/** The road of an RPM repository. */
final class RpmRoad extends Road {
  final GpgKey key;
  final RpmRepositoryOnDisk repository;

  RpmRoad(Path folder, RpmPlan plan, String policy) {
    this(folder, RpmVendor.in(folder, plan), policy, More.NOTHING);
  }

  /** The same with further configuration. */
  RpmRoad(Path folder, RpmVendor vendor, String policy, More more) {
    super(folder, vendor, policy, more);
    this.key = vendor.key;
    this.repository = vendor.repository;
  }

  /** What the edge of that region serves of the repository. */
  byte[] servedFile(String region, String path) {
    return served(region, RpmVendor.PATH + path);
  }
}
