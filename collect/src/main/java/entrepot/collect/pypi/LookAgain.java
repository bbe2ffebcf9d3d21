package entrepot.collect.pypi;

import entrepot.collect.Withdrawn;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the projects that have to be looked at although the upstream did not change them: something
 * of theirs was revoked or allowed again, or has become too old.
 */
final class LookAgain {
  private static final TreePath PACKAGES = TreePath.of(TreePaths.PACKAGES);

  private final Store store;
  private final FileChoice choice;
  private final Withdrawn withdrawn;
  private final Instant now;

  LookAgain(Store store, FileChoice choice, Withdrawn withdrawn, Instant now) {
    this.store = store;
    this.choice = choice;
    this.withdrawn = withdrawn;
    this.now = now;
  }

  /** The day, where age matters: files are looked through for old ones once a day. */
  String day() {
    return choice.maxAge().isEmpty()
        ? ""
        : Long.toString(now.truncatedTo(ChronoUnit.DAYS).getEpochSecond() / 86_400);
  }

  /** What was withdrawn, as a digest; "" where nothing was. */
  String withdrawn() {
    return withdrawn.isEmpty() ? "" : withdrawn.digest();
  }

  /** Of the tree {@code base}, which was made with these facts. */
  Set<String> projects(Optional<Digest> base, PypiFacts facts) {
    boolean revoked = !withdrawn().equals(facts.withdrawn());
    boolean aged = !day().equals(facts.aged());
    Set<String> projects = new HashSet<>();
    if (revoked) {
      projects.addAll(facts.withheld());
      withdrawn.paths().stream().map(LookAgain::project).forEach(projects::add);
    }
    boolean contents = revoked && !withdrawn.contents().isEmpty();
    boolean old = aged && choice.maxAge().isPresent();
    if (base.isPresent() && (contents || old)) {
      long oldest = choice.maxAge().map(age -> now.minus(age).getEpochSecond()).orElse(0L);
      Iterator<Entry> files = store.manifests().entries(base.get(), PACKAGES);
      while (files.hasNext()) {
        Entry file = files.next();
        boolean found =
            (contents && file.digests().stream().anyMatch(withdrawn.contents()::contains))
                || (old && file.mtime() < oldest);
        if (found) {
          projects.add(project(file.path()));
        }
      }
    }
    return projects;
  }

  private static String project(TreePath path) {
    String[] parts = path.toString().split("/", -1);
    return parts.length > 1 ? parts[1] : "";
  }
}
