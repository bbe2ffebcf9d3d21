package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.Revocation;
import entrepot.store.manifest.Entry;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What must not lie in a bucket, whatever a manifest says. */
final class Revoked {
  private final Set<Digest> contents = new HashSet<>();
  private final Set<Place> places = new HashSet<>();

  private record Place(String tree, TreePath path) {}

  Revoked(Collection<Revocation> revocations) {
    for (Revocation each : revocations) {
      switch (each) {
        case Revocation.OfContent of -> contents.add(of.digest());
        case Revocation.OfPath of -> places.add(new Place(of.tree(), of.path()));
      }
    }
  }

  /** By its path, or by a digest that the entry names. */
  boolean has(String tree, Entry entry) {
    return (!places.isEmpty() && places.contains(new Place(tree, entry.path())))
        || (!contents.isEmpty() && entry.digests().stream().anyMatch(contents::contains));
  }

  /** By the digest of its bytes, which an entry may not name. */
  boolean has(Digest sha256) {
    return contents.contains(sha256);
  }
}
