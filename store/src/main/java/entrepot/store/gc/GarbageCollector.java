package entrepot.store.gc;

import entrepot.kit.Digest;
import entrepot.store.Store;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.snapshot.Lease;
import entrepot.store.snapshot.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Removes from a store what nothing needs any more, in two steps with a grace time between.
 *
 * <p>{@link #condemn} lists what no root reaches and no live lease may have written. {@link #sweep}
 * takes the lists that are old enough, looks again, and deletes what is still not needed, while no
 * lease is live and none can begin: so nobody builds on an object that was found just before it
 * went. Roots are all snapshots with a record, and those that the caller names: heads, carries.
 */
public final class GarbageCollector {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int GO_ON_EVERY = 500;

  private final Store store;
  private final InstantSource clock;
  private final Duration grace;
  private final Supplier<? extends Collection<Digest>> furtherRoots;

  /**
   * A collector that is asked to work from time to time.
   *
   * @param grace how long a condemned object stays, and how old one must be to be condemned
   * @param furtherRoots asked each time anew: roots that have no snapshot record
   */
  public GarbageCollector(
      Store store,
      InstantSource clock,
      Duration grace,
      Supplier<? extends Collection<Digest>> furtherRoots) {
    this.store = store;
    this.clock = clock;
    this.grace = grace;
    this.furtherRoots = furtherRoots;
  }

  /** The first step. */
  public Collected condemn() {
    Instant now = clock.instant();
    // Leases before roots: a run that ends in between is still protected by what we saw of it.
    List<Lease> live = store.leases().live();
    Instant horizon = now.minus(grace);
    if (!live.isEmpty() && live.getFirst().taken().isBefore(horizon)) {
      horizon = live.getFirst().taken();
    }
    Reachable reachable = new Reachable(store);
    reachable.mark(roots());
    long condemned = Condemned.write(store.backend(), store.manifests(), reachable, horizon, now);
    return new Collected(condemned, 0, 0, Optional.empty());
  }

  /** The second step, for what was condemned at least the grace time ago. */
  public Collected sweep() {
    Instant before = clock.instant().minus(grace);
    List<Condemned> due =
        Condemned.in(store.backend()).stream()
            .filter(list -> !list.time().isAfter(before))
            .toList();
    if (due.isEmpty()) {
      return new Collected(0, 0, 0, Optional.empty());
    }
    Reachable reachable = new Reachable(store);
    reachable.mark(roots());
    try (Pause pause = Pause.begin(store.backend(), clock, PAUSE)) {
      Optional<Lease> live = store.leases().live().stream().findFirst();
      if (live.isPresent()) {
        return new Collected(0, 0, 0, live);
      }
      // What was recorded while we marked; from here on nothing new can come.
      reachable.mark(roots());
      Deletion deletion = new Deletion(store.backend(), reachable, pause);
      due.forEach(deletion::carryOut);
      return new Collected(0, deletion.deleted, deletion.freed, Optional.empty());
    }
  }

  private Set<Digest> roots() {
    Set<Digest> roots = new TreeSet<>(furtherRoots.get());
    store.snapshots().each(snapshot -> roots.add(snapshot.digest()));
    return roots;
  }

  /** Deletes what is on a list, while the pause lasts. */
  private static final class Deletion {
    private final Backend backend;
    private final Reachable reachable;
    private final Pause pause;
    private long looked;
    private long deleted;
    private long freed;

    Deletion(Backend backend, Reachable reachable, Pause pause) {
      this.backend = backend;
      this.reachable = reachable;
      this.pause = pause;
    }

    /** Higher nodes go first, so that a node that is there has all below it at any instant. */
    void carryOut(Condemned list) {
      int[] highest = {0};
      list.each(backend, (level, key) -> highest[0] = Math.max(highest[0], level));
      for (int now = highest[0]; now >= 0; now--) {
        int turn = now;
        list.each(
            backend,
            (level, key) -> {
              if (level == turn) {
                delete(key, list.time());
              }
            });
      }
      backend.remove(list.key());
    }

    private void delete(Key key, Instant condemned) {
      if (++looked % GO_ON_EVERY == 0) {
        pause.goOn();
      }
      if (reachable.needs(key)) {
        return;
      }
      Optional<ObjectInfo> found = backend.stat(key);
      boolean isOld = found.isPresent() && found.get().modified().isBefore(condemned);
      if (isOld && backend.remove(key)) {
        deleted++;
        freed += found.get().size();
      }
    }
  }
}
