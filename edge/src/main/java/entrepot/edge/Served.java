package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.Head;
import entrepot.release.Retirement;
import entrepot.release.Revocation;
import entrepot.store.manifest.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A head, with its revocations as a request needs them. */
final class Served {
  private record Where(String tree, TreePath path) {}

  private final Head head;
  private final Map<Digest, String> contents = new HashMap<>();
  private final Map<Where, String> paths = new HashMap<>();

  Served(Head head) {
    this.head = head;
    for (Revocation revocation : head.revocations()) {
      switch (revocation) {
        case Revocation.OfContent content -> contents.put(content.digest(), content.reason());
        case Revocation.OfPath path ->
            paths.put(new Where(path.tree(), path.path()), path.reason());
      }
    }
  }

  Head head() {
    return head;
  }

  /** What retirement that place of the tree went with; null is the tree's own. */
  Optional<Retirement> retired(String tree, @Nullable TreePath path) {
    return head.retired().stream().filter(each -> each.covers(tree, path)).findFirst();
  }

  /** Why nothing at that path of the tree is served, whatever snapshot is asked for. */
  Optional<String> revoked(String tree, TreePath path) {
    return Optional.ofNullable(paths.get(new Where(tree, path)));
  }

  /** Why the entry's content is not served. */
  Optional<String> revoked(Entry entry) {
    return entry.digests().stream().flatMap(digest -> revoked(digest).stream()).findFirst();
  }

  /** Why bytes with that digest are not served. */
  Optional<String> revoked(Digest digest) {
    return Optional.ofNullable(contents.get(digest));
  }

  /** Whether bytes may be revoked whose digest is known only once they are fetched. */
  boolean revokesContents() {
    return !contents.isEmpty();
  }
}
