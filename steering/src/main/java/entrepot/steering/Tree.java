package entrepot.steering;

import entrepot.steering.map.Directory;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A whole tree and those who carry it. */
record Tree(String name, List<Carried> carriers) {
  Tree {
    carriers = List.copyOf(carriers);
  }

  static Tree of(Directory directory, Map<String, Mirror> mirrors) {
    return new Tree(
        directory.path(),
        directory.carriers().stream()
            .map(c -> new Carried(Objects.requireNonNull(mirrors.get(c.host())), c.fresh()))
            .toList());
  }
}
