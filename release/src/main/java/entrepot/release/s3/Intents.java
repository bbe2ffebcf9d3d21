package entrepot.release.s3;

import entrepot.release.Revocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was begun in a bucket and did not end.
 *
 * @param publications at most one of each tree
 * @param revisions what was forbidden or allowed by the last heads, whose objects may not show it
 */
record Intents(List<Intent> publications, List<Revocation> revisions) {
  static final Intents NONE = new Intents(List.of(), List.of());

  Intents {
    publications = List.copyOf(publications);
    revisions = List.copyOf(revisions);
  }

  boolean isEmpty() {
    return publications.isEmpty() && revisions.isEmpty();
  }

  Optional<Intent> of(String tree) {
    return publications.stream().filter(each -> each.tree().equals(tree)).findFirst();
  }

  Intents with(Intent intent) {
    List<Intent> all = new ArrayList<>(without(intent.tree()).publications);
    all.add(intent);
    return new Intents(all, revisions);
  }

  Intents without(String tree) {
    return new Intents(
        publications.stream().filter(each -> !each.tree().equals(tree)).toList(), revisions);
  }

  Intents with(Revocation about) {
    List<Revocation> all = new ArrayList<>(without(about).revisions);
    all.add(about);
    return new Intents(publications, all);
  }

  Intents without(Revocation about) {
    return new Intents(
        publications, revisions.stream().filter(each -> !each.sameSubject(about)).toList());
  }
}
