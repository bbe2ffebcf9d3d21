package entrepot.store.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * What two manifests have between two paths at which both have a border, and where they differ: so
 * each stretch can be compared by itself.
 */
record Stretch(List<Part> before, List<Part> after) {

  /** Cuts two sequences at all common borders, and leaves out what is equal. */
  static List<Stretch> cut(List<Part> before, List<Part> after) {
    List<Stretch> stretches = new ArrayList<>();
    Stretch open = new Stretch(new ArrayList<>(), new ArrayList<>());
    int left = 0;
    int right = 0;
    while (left < before.size() || right < after.size()) {
      int order =
          left == before.size()
              ? 1
              : right == after.size()
                  ? -1
                  : before.get(left).first().compareTo(after.get(right).first());
      if (order == 0) {
        open.endIn(stretches);
        open = new Stretch(new ArrayList<>(), new ArrayList<>());
      }
      if (order <= 0) {
        open.before.add(before.get(left++));
      }
      if (order >= 0) {
        open.after.add(after.get(right++));
      }
    }
    open.endIn(stretches);
    return stretches;
  }

  private void endIn(List<Stretch> stretches) {
    boolean isEmpty = before.isEmpty() && after.isEmpty();
    boolean isSame = isOnePair() && isEqual(before.getFirst(), after.getFirst());
    if (!isEmpty && !isSame) {
      stretches.add(this);
    }
  }

  private boolean isOnePair() {
    return before.size() == 1 && after.size() == 1;
  }

  private static boolean isEqual(Part one, Part other) {
    return one instanceof Part.Many many
        && other instanceof Part.Many manyMore
        && many.digest().equals(manyMore.digest());
  }

  /** Whether both sides are one inner node, which can be cut further. */
  boolean isCoarse() {
    return isOnePair()
        && before.getFirst() instanceof Part.Many one
        && after.getFirst() instanceof Part.Many other
        && one.height() > 1
        && one.height() == other.height();
  }

  /** The shorter stretches in this one; itself where it is not coarse. */
  List<Stretch> finer(Nodes nodes) {
    return isCoarse()
            && before.getFirst() instanceof Part.Many one
            && after.getFirst() instanceof Part.Many other
        ? cut(one.parts(nodes), other.parts(nodes))
        : List.of(this);
  }
}
