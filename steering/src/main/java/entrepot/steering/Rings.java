package entrepot.steering;

import entrepot.steering.geo.Continents;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who carries a directory and is fresh, by where they are; directories with the same share it. */
final class Rings {
  private final BitSet carriers = new BitSet();
  private final Map<String, Zone> locations;
  private final Map<String, Zone> countries;
  private final Map<String, Zone> continents;
  private final Zone everywhere;

  Rings(Collection<Mirror> fresh) {
    fresh.forEach(each -> carriers.set(each.number()));
    // Restricted ones are named to clients of their location, netblocks and ASNs only.
    List<Mirror> open = fresh.stream().filter(each -> !each.host().restricted()).toList();
    locations = by(fresh, each -> each.host().location());
    countries = by(open, each -> each.host().country());
    continents = by(open, each -> each.host().country().flatMap(Continents::of));
    everywhere = Zone.of(open);
  }

  private static Map<String, Zone> by(
      Collection<Mirror> all, Function<Mirror, Optional<String>> place) {
    Map<String, List<Mirror>> groups = new HashMap<>();
    for (Mirror each : all) {
      place
          .apply(each)
          .ifPresent(name -> groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(each));
    }
    return groups.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> Zone.of(each.getValue())));
  }

  boolean has(int mirror) {
    return carriers.get(mirror);
  }

  Optional<Zone> location(String name) {
    return Optional.ofNullable(locations.get(name));
  }

  Optional<Zone> country(String code) {
    return Optional.ofNullable(countries.get(code));
  }

  Optional<Zone> continent(String code) {
    return Optional.ofNullable(continents.get(code));
  }

  Zone everywhere() {
    return everywhere;
  }
}
