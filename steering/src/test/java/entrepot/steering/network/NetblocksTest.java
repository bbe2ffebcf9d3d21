package entrepot.steering.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NetblocksTest {
  @Property
  void findsWhatASearchThroughAllFinds(
      @ForAll("blocks") List<Netblock> blocks, @ForAll("addresses") Address address) {
    Map<Netblock, String> values = new LinkedHashMap<>();
    blocks.forEach(each -> values.put(each, each.toString()));

    List<Netblock> found = new ArrayList<>();
    Optional<Netblocks.Match<String>> match = new Netblocks<>(values).find(address);
    while (match.isPresent()) {
      found.add(match.get().block());
      match = match.get().wider();
    }

    assertThat(found)
        .isEqualTo(
            values.keySet().stream()
                .filter(each -> each.contains(address))
                .sorted(Comparator.comparingInt(Netblock::length).reversed())
                .toList());
  }

  @Provide
  Arbitrary<List<Netblock>> blocks() {
    return Combinators.combine(
            addresses(), Arbitraries.of(0, 1, 32, 63, 64, 65, 96, 97, 104, 120, 126, 127, 128))
        .as(Netblock::new)
        .list()
        .ofMaxSize(40);
  }

  /** Few bits that differ, at both ends of each half, so that blocks meet and nest. */
  @Provide
  Arbitrary<Address> addresses() {
    Arbitrary<Long> half =
        Arbitraries.of(0L, 1L, 2L, 3L, -1L, -2L, Long.MIN_VALUE, Long.MAX_VALUE, 0xffff_0a00_0001L);
    return Combinators.combine(half, half).as(Address::new);
  }
}
