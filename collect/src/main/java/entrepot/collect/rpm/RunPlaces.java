package entrepot.collect.rpm;

import entrepot.collect.Places;
import entrepot.kit.Failure;
import entrepot.store.manifest.Entry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the packages of a run are fetched: from the mirrors of the innermost repository. */
final class RunPlaces implements Places {
  private final Map<RpmRepository, Mirrors> mirrors = new LinkedHashMap<>();

  void add(RpmRepository repository, Mirrors of) {
    mirrors.put(repository, of);
  }

  @Override
  public List<URI> of(Entry entry) {
    RepositoryFile file = RepositoryFile.of(entry, mirrors.keySet());
    return java.util.Objects.requireNonNull(mirrors.get(file.repository())).of(file.name());
  }

  @Override
  public void failed(URI address, Failure failure) {
    mirrors.values().forEach(of -> of.failed(address, failure));
  }
}
