package entrepot.steering;

import java.util.List;

/** A whole tree and those who carry it. */
record Tree(String name, List<Carried> carriers) {
  Tree {
    carriers = List.copyOf(carriers);
  }
}
