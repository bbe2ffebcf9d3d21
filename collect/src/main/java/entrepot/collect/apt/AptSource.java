package entrepot.collect.apt;

import entrepot.collect.LazyFetch;
import entrepot.collect.PayloadFetch;
import entrepot.collect.Places;
import entrepot.collect.Policy;
import entrepot.collect.Quarantine;
import entrepot.collect.SourceAddress;
import entrepot.collect.UpstreamLazyFetch;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Upstream;
import entrepot.store.backend.Backend;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What to carry of one Debian archive.
 *
 * @param base the folder that holds {@code dists}
 * @param suites folders below {@code dists}, such as {@code bookworm}
 * @param languages of the Translation indexes, such as {@code en}
 * @param keyring the certificates one of which must have signed each suite, binary or armored
 * @param checkValidUntil whether a suite past its Valid-Until is refused
 */
public record AptSource(
    URI base,
    List<String> suites,
    List<String> components,
    List<String> architectures,
    Set<AptIndex> indexes,
    List<String> languages,
    Path keyring,
    Policy policy,
    boolean checkValidUntil) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+@-]{0,63}");

  public AptSource {
    suites = List.copyOf(suites);
    components = List.copyOf(components);
    architectures = List.copyOf(architectures);
    indexes = Set.copyOf(indexes);
    languages = List.copyOf(languages);
    suites.forEach(TreePath::of);
    components.forEach(TreePath::of);
    architectures.forEach(AptSource::checkWord);
    languages.forEach(AptSource::checkWord);
    if (suites.isEmpty()) {
      throw new IllegalArgumentException("an apt source without suites");
    }
  }

  /** Fetches the packages of its snapshots when they are asked for. */
  public LazyFetch lazyFetch(Upstream upstream) {
    return new UpstreamLazyFetch(upstream, base);
  }

  /** Makes present, for a run of another process, what that wants of its snapshots. */
  public PayloadFetch payload(Upstream upstream, Backend backend, Quarantine quarantine) {
    return PayloadFetch.of(upstream, backend, Places.below(new SourceAddress(base)), quarantine);
  }

  /** The archive's address without credentials. */
  String shownBase() {
    String port = base.getPort() < 0 ? "" : ":" + base.getPort();
    return base.getScheme() + "://" + base.getHost() + port + base.getRawPath();
  }

  /** All that decides what is carried: another selection is another snapshot. */
  String selection(Digest keyring) {
    return String.join(
        " ",
        "base=" + shownBase(),
        "suites=" + String.join(",", suites),
        "components=" + String.join(",", components),
        "architectures=" + String.join(",", architectures),
        "indexes=" + new TreeSet<>(indexes),
        "languages=" + String.join(",", languages),
        "policy=" + policy,
        "keyring=" + keyring.hex());
  }

  private static void checkWord(String word) {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("'" + word + "' is no architecture or language");
    }
  }
}
