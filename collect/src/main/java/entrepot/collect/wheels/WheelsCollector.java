package entrepot.collect.wheels;

import entrepot.collect.Collector;
import entrepot.collect.HeldLease;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.wheels.sandbox.ControlGroups;
import entrepot.collect.wheels.sandbox.Sandbox;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.store.Store;
import entrepot.store.fill.Fillings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes snapshots of wheels, which it builds. */
public final class WheelsCollector implements Collector {
  private final WheelsSource source;
  private final WheelsFolder folder;
  private final Store store;
  private final Supplier<Fillings> fillings;
  private final Function<String, Optional<Digest>> latest;
  private final InstantSource clock;

  /**
   * Builds what {@code source} says.
   *
   * @param fillings fetch lazy files of the index into the store; asked for when a run needs them
   * @param latest the newest snapshot of a tree
   */
  public WheelsCollector(
      WheelsSource source,
      WheelsFolder folder,
      Store store,
      Supplier<Fillings> fillings,
      Function<String, Optional<Digest>> latest,
      InstantSource clock) {
    this.source = source;
    this.folder = folder;
    this.store = store;
    this.fillings = fillings;
    this.latest = latest;
    this.clock = clock;
  }

  /** Builds for all platforms; throws {@link WheelsFailed}. */
  @Override
  public SyncResult run(SyncRequest request, Progress progress) {
    return build(request, WheelsOrder.USUAL, progress).result();
  }

  /** Builds as ordered; throws {@link WheelsFailed}. One run of a tree at a time. */
  public WheelsResult build(SyncRequest request, WheelsOrder order, Progress progress) {
    ControlGroups groups = new ControlGroups();
    groups.sweep();
    // Before the index is pinned: nothing that a build reads may be collected meanwhile.
    try (HeldLease lease = new HeldLease(store.leases(), "sync " + request.tree(), clock)) {
      Digest snapshot =
          latest.apply(source.index()).orElseThrow(() -> new IndexNotThere(source.index()));
      return new WheelsRun(
              source,
              order,
              new PinnedIndex(store, fillings.get(), source.index(), snapshot),
              folder,
              store,
              new Sandbox(groups),
              clock,
              request,
              progress,
              lease)
          .run();
    }
  }

  /** The platforms that are configured. */
  public List<String> platforms() {
    return source.platforms().stream().map(Platform::name).toList();
  }

  /** What became of each constraint in the last run. */
  public List<WheelOutcome> outcomes(String tree) {
    return new Outcomes(folder.outcomes(tree)).read();
  }
}
