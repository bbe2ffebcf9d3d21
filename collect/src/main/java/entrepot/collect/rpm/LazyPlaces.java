package entrepot.collect.rpm;

import entrepot.collect.Places;
import entrepot.kit.http.Upstream;
import entrepot.store.manifest.Entry;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

final class LazyPlaces implements Places {
  LazyPlaces(RpmSource source, Upstream upstream, InstantSource clock) {}

  @Override
  public List<URI> of(Entry entry) {
    throw new UnsupportedOperationException();
  }
}
