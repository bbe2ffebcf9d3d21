package entrepot.steering;

import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.SteeringMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All that answers are made of, computed once for each steering file; immutable. */
final class Serving {
  private final Map<String, Tree> trees = new HashMap<>();

  Serving(SteeringMap map) {
    Map<String, Mirror> mirrors = new HashMap<>();
    for (Host each : map.hosts()) {
      mirrors.put(each.name(), new Mirror(each));
    }
    for (Directory each : map.directories()) {
      if (each.path().indexOf('/') < 0 && !each.disabled()) {
        trees.put(
            each.path(),
            new Tree(
                each.path(),
                each.carriers().stream()
                    .map(c -> new Carried(Objects.requireNonNull(mirrors.get(c.host())), c.fresh()))
                    .toList()));
      }
    }
  }

  Optional<Tree> tree(String name) {
    return Optional.ofNullable(trees.get(name));
  }
}
