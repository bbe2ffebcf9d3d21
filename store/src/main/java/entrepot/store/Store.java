package entrepot.store;

import entrepot.store.backend.Backend;
import entrepot.store.manifest.Manifests;
import entrepot.store.snapshot.Leases;
import entrepot.store.snapshot.Snapshots;
import java.time.InstantSource;

/** The parts of one store, over one backend. */
public record Store(Backend backend, Manifests manifests, Snapshots snapshots, Leases leases) {
  /** The store that lies in {@code backend}. */
  public static Store over(Backend backend, InstantSource clock) {
    return new Store(
        backend, new Manifests(backend), new Snapshots(backend), new Leases(backend, clock));
  }
}
