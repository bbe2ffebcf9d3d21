package entrepot.it;

import entrepot.it.fixture.Installation;
import entrepot.kit.CrashPoint;
import java.util.List;

/** Where a killed writer publishes to, and where readers look meanwhile. */
interface ServedRegions extends AutoCloseable {
  /** The entries of {@code regions}, not indented. */
  String configuration();

  /** Begins to serve what the installation has released for the first time. */
  void serve(Installation installation);

  /** The addresses of the tree in all regions, each with a slash at its end. */
  List<String> trees(String tree);

  /** Sees to it that what is released is what is served. */
  void refresh();

  /** The writes that a release to these regions makes. */
  List<CrashPoint> points();

  /** Looks at all that is there at the end, when nothing was killed since. */
  void atTheEnd(Installation installation, Vendor<?> vendor);

  /** Of so many kills at random instants, how many must come before the run's end. */
  default int killsThatLand(int instants) {
    return instants / 2 + 1;
  }

  /** How many files must have been read while so many kills came. */
  default long filesRead(int instants) {
    return 1_001;
  }

  @Override
  void close();
}
