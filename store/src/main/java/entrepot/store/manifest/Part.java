package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.ArrayList;
import java.util.List;

/** A piece of a manifest that is being compared: an entry, or a subtree that was not read yet. */
sealed interface Part {
  /** The least path in it. */
  TreePath first();

  /** One entry. */
  record One(Entry entry) implements Part {
    @Override
    public TreePath first() {
      return entry.path();
    }
  }

  /** The subtree below a child of a node. */
  record Many(Node.Inner parent, int index) implements Part {
    @Override
    public TreePath first() {
      return parent.children().get(index).first();
    }

    Digest digest() {
      return parent.children().get(index).digest();
    }

    /** Higher than any entry, even where it is a leaf. */
    int height() {
      return parent.level();
    }

    List<Part> parts(Nodes nodes) {
      return of(nodes.childOnce(parent, index));
    }
  }

  /** What a node consists of, in order. */
  static List<Part> of(Node node) {
    List<Part> parts = new ArrayList<>();
    switch (node) {
      case Node.Leaf leaf -> leaf.entries().forEach(entry -> parts.add(new One(entry)));
      case Node.Inner inner -> {
        for (int i = 0; i < inner.children().size(); i++) {
          parts.add(new Many(inner, i));
        }
      }
    }
    return parts;
  }
}
