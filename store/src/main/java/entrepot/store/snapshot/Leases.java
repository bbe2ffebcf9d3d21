package entrepot.store.snapshot;

import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes, renews and ends leases. A lease is taken before the first check whether an object exists.
 */
public final class Leases {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration POLL = Duration.ofMillis(20);

  private final Backend backend;
  private final InstantSource clock;

  public Leases(Backend backend, InstantSource clock) {
    this.backend = backend;
    this.clock = clock;
  }

  /** A new lease; waits while garbage collection is deleting, which takes seconds. */
  public Lease take(String purpose, Duration term) {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    Instant now = clock.instant();
    Lease lease = new Lease(HexFormat.of().formatHex(id), purpose, now, now.plus(term));
    backend.put(key(lease), bytes(lease));
    while (Pause.lasts(backend, clock)) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    return lease;
  }

  /** The lease, prolonged; throws {@link LeaseExpired} when it had run out. */
  public Lease renew(Lease lease, Duration term) {
    Instant now = clock.instant();
    Lease known = read(key(lease)).orElseThrow(() -> new LeaseExpired(lease));
    if (!known.until().isAfter(now)) {
      throw new LeaseExpired(known);
    }
    Lease renewed = new Lease(known.id(), known.purpose(), known.taken(), now.plus(term));
    backend.replace(key(renewed), bytes(renewed));
    return renewed;
  }

  /** Ends it. */
  public void end(Lease lease) {
    backend.remove(key(lease));
  }

  /** Those that have not run out, oldest first. */
  public List<Lease> live() {
    Instant now = clock.instant();
    List<Lease> live = new ArrayList<>(all());
    live.removeIf(lease -> !lease.until().isAfter(now));
    live.sort(Comparator.comparing(Lease::taken).thenComparing(Lease::id));
    return List.copyOf(live);
  }

  /** Removes those that ran out at least that long ago; returns how many. */
  public int sweep(Duration expiredFor) {
    Instant before = clock.instant().minus(expiredFor);
    int swept = 0;
    for (Lease lease : all()) {
      if (!lease.until().isAfter(before) && backend.remove(key(lease))) {
        swept++;
      }
    }
    return swept;
  }

  private List<Lease> all() {
    List<Key> keys = new ArrayList<>();
    backend.list(Area.LEASES, info -> keys.add(info.key()));
    return keys.stream().flatMap(key -> read(key).stream()).toList();
  }

  private Optional<Lease> read(Key key) {
    try {
      return Optional.of(Json.read(backend, key, json -> lease(key, json)));
    } catch (ObjectMissing e) {
      return Optional.empty();
    }
  }

  private static Key key(Lease lease) {
    return new Key(Area.LEASES, lease.id());
  }

  private static byte[] bytes(Lease lease) {
    ObjectNode json = Json.object();
    json.put("purpose", lease.purpose());
    json.put("taken", lease.taken().toString());
    json.put("until", lease.until().toString());
    return Json.bytes(json);
  }

  private static Lease lease(Key key, JsonNode json) {
    return new Lease(
        key.name(), Json.text(json, "purpose"), Json.time(json, "taken"), Json.time(json, "until"));
  }
}
