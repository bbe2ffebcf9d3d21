package entrepot.bench.sync;

import java.nio.file.Path;
import java.util.List;

/** The repository that all contenders mirror. */
interface Upstream extends AutoCloseable {
  /** {@code apt} or {@code rpm}. */
  String kind();

  /** What nginx serves. */
  Path root();

  /** The public key that its indexes are signed with. */
  Path keyring();

  /** The files that a complete mirror has, below the root: all packages, and the entry point. */
  List<String> files();

  /** Publishes new versions of 1 % of the packages, and removes the old ones. */
  void change();

  @Override
  void close();
}
