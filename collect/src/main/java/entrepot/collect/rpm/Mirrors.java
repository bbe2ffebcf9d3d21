package entrepot.collect.rpm;

import entrepot.kit.Failure;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.UpstreamStalled;
import entrepot.kit.http.UpstreamUnreachable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The mirrors that a repository's files are fetched from, and their order. */
final class Mirrors {
  /** A file that so many do not have will not be at the next either. */
  private static final int MOST = 5;

  /** After so many failures a mirror goes to the end: each costs its retries and their waits. */
  private static final int PATIENCE = 3;

  private final List<Mirror> all;
  private int failures;

  Mirrors(List<Mirror> all) {
    this.all = new ArrayList<>(all);
  }

  /** With that one before all others: it has the repomd.xml of the run. */
  Mirrors beginningWith(Mirror first) {
    List<Mirror> ordered = new ArrayList<>(List.of(first));
    all().stream().filter(mirror -> !mirror.equals(first)).forEach(ordered::add);
    return new Mirrors(ordered);
  }

  /** In the order of now. */
  synchronized List<Mirror> all() {
    return List.copyOf(all);
  }

  /** Where a file of the repository may be had. */
  List<URI> of(String file) {
    return all().stream().limit(MOST).map(mirror -> mirror.of(file)).toList();
  }

  /** By which an absolute address is known to mean the repository itself. */
  List<String> addresses() {
    return all().stream().map(mirror -> mirror.folder().toString()).toList();
  }

  /** A file that a mirror lacks is the file's fault; a mirror that does not answer is its own. */
  synchronized void failed(URI address, Failure failure) {
    boolean own =
        failure instanceof UpstreamUnreachable
            || failure instanceof UpstreamStalled
            || (failure instanceof UpstreamRefused refused && !refused.absent());
    if (own && address.toString().startsWith(all.getFirst().folder().toString())) {
      failures++;
      if (failures >= PATIENCE) {
        all.add(all.removeFirst());
        failures = 0;
      }
    }
  }
}
