package entrepot.it;

import entrepot.it.fixture.AptRepository;
import entrepot.it.fixture.RepositoryPlan;
import java.nio.file.Path;

/** The road of an APT repository. */
final class AptRoad extends Road {
  final AptRepository repository;
  final Path keyring;

  AptRoad(Path folder, RepositoryPlan plan, String policy) {
    this(folder, plan, policy, More.NOTHING);
  }

  /** The same with further configuration. */
  AptRoad(Path folder, RepositoryPlan plan, String policy, More more) {
    this(folder, AptVendor.in(folder, plan), policy, more);
  }

  private AptRoad(Path folder, AptVendor vendor, String policy, More more) {
    super(folder, vendor, policy, more);
    this.repository = vendor.repository;
    this.keyring = vendor.keyring;
  }

  /** The address that clients of that location give to apt's mirror method. */
  String mirrorList(String location) {
    return steering() + "/mirrors/" + AptVendor.TREE + ".txt?location=" + location;
  }
}
