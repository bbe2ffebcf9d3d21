package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.release.Head;
import entrepot.store.manifest.Manifests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Removes the nodes of carries that no head names any more. */
record NodeSweep(BucketObjects objects, Names names, Manifests manifests) {
  /** Answers how many. */
  long run(Head head) {
    Set<String> needed = new HashSet<>();
    head.trees().values().stream()
        .flatMap(tree -> tree.carry().stream())
        .forEach(carry -> {
          try (Stream<Digest> all = manifests.nodes(carry, _ -> false)) {
            all.map(names::node).forEach(needed::add);
          }
        });
    List<String> unused = new ArrayList<>();
    for (Iterator<S3Object> all = objects.list(names.nodes()); all.hasNext(); ) {
      String key = all.next().key();
      if (!needed.contains(key)) {
        unused.add(key);
      }
    }
    for (int i = 0; i < unused.size(); i += BucketObjects.MOST_DELETED) {
      objects.delete(unused.subList(i, Math.min(unused.size(), i + BucketObjects.MOST_DELETED)));
    }
    return unused.size();
  }
}
