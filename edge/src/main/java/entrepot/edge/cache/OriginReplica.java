package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.http.Validators;
import entrepot.release.Head;
import entrepot.release.HeadCheck;
import entrepot.release.ReplicaReader;
import entrepot.release.TreeHead;
import entrepot.release.sign.Envelope;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.backend.Backend;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Manifests;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replica that an origin has, as its signed heads say. A new head is served once the manifest
 * nodes that it changed are here, so that an origin that is gone a moment later takes nothing away
 * that was here before.
 */
final class OriginReplica implements ReplicaReader {
  private static final Logger log = LoggerFactory.getLogger(OriginReplica.class);

  private final String region;
  private final CacheSettings settings;
  private final OriginClient origin;
  private final HeadCheck check;
  private final KeptHead kept;
  private final Roots roots;
  private final HeadHistory history;
  private final Backend backend;
  private final Manifests manifests;
  private final WarmUp warmUp;
  private final InstantSource clock;
  private final BiConsumer<Optional<Head>, Head> changed;

  private long highest;
  private Validators known = Validators.NONE;
  private @Nullable String complaint;
  private volatile @Nullable Head current;
  private volatile @Nullable Envelope signed;
  private volatile Instant heard;

  /** {@code changed} is told of each new head, and of the one before it. */
  OriginReplica(
      String region,
      CacheSettings settings,
      TrustedKeys trusted,
      OriginClient origin,
      Backend backend,
      InstantSource clock,
      BiConsumer<Optional<Head>, Head> changed) {
    this.region = region;
    this.settings = settings;
    this.origin = origin;
    this.check = new HeadCheck(region, trusted);
    this.kept = new KeptHead(settings.folder());
    this.roots = new Roots(settings.folder().resolve("roots"));
    this.history = new HeadHistory(origin, check);
    this.backend = backend;
    this.manifests = new Manifests(backend);
    this.warmUp = new WarmUp(manifests);
    this.clock = clock;
    this.changed = changed;
    this.highest = kept.highest();
    this.heard = clock.instant();
    kept.load().ifPresent(this::serveAgain);
  }

  /** What was served before the restart is served again, whatever the origin says or does not. */
  private void serveAgain(Envelope envelope) {
    try {
      current = check.verified(envelope);
      signed = envelope;
    } catch (Failure e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized boolean refresh() {
    try {
      Optional<OriginClient.Raw> raw = origin.head(known);
      boolean isNew = raw.isPresent() && accept(raw.get());
      heard = clock.instant();
      complaint = null;
      return isNew;
    } catch (Failure e) {
      complain(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private boolean accept(OriginClient.Raw raw) {
    Envelope envelope = Envelope.parse(raw.content());
    Head former = current;
    Head head = check.next(envelope, former, highest);
    if (head.generation() > highest) {
      kept.highest(head.generation());
      highest = head.generation();
    }
    boolean isNew = !head.equals(former);
    if (isNew) {
      warmUp.before(Optional.ofNullable(former), head);
      roots.serve(head, clock.instant(), settings.keepNodes());
    }
    kept.save(envelope);
    signed = envelope;
    current = head;
    known = raw.validators();
    if (isNew) {
      changed.accept(Optional.ofNullable(former), head);
    }
    return isNew;
  }

  private void complain(String sentence) {
    if (!Objects.equals(complaint, sentence)) {
      log.error("region {} goes on with what it has: {}", region, sentence);
      complaint = sentence;
    }
  }

  /** When the origin last gave a head that was believed, or said that there is none newer. */
  Instant heard() {
    return heard;
  }

  @Override
  public Optional<Head> head() {
    boolean stale =
        settings.maxStale().isPresent()
            && clock.instant().isAfter(heard.plus(settings.maxStale().get()));
    return stale ? Optional.empty() : Optional.ofNullable(current);
  }

  @Override
  public Optional<Envelope> signed() {
    return Optional.ofNullable(signed);
  }

  @Override
  public Optional<Envelope> signed(long generation) {
    Head head = current;
    return head == null || generation > head.generation()
        ? Optional.empty()
        : origin.head(generation).map(Envelope::parse);
  }

  @Override
  public Retention at(String tree, Instant time) {
    Head head = current;
    if (head == null) {
      return new Retention.Unknown();
    }
    return history
        .at(tree, time, head.generation())
        .map(served -> kept(served.snapshot(), served.released()))
        .orElseGet(Retention.Unknown::new);
  }

  @Override
  public Retention at(String tree, Digest snapshot) {
    Head head = current;
    if (head == null) {
      return new Retention.Unknown();
    }
    Optional<Instant> released =
        head.tree(tree)
            .filter(served -> served.snapshot().equals(snapshot))
            .map(TreeHead::released)
            .or(() -> roots.released(tree, snapshot, clock.instant()))
            .or(() -> history.released(tree, snapshot, head.generation()));
    return released.map(at -> kept(snapshot, at)).orElseGet(Retention.Unknown::new);
  }

  private Retention kept(Digest snapshot, Instant released) {
    try {
      var _ = manifests.summary(snapshot);
      return new Retention.Kept(snapshot, released);
    } catch (ObjectMissing e) {
      return new Retention.Pruned(snapshot);
    }
  }

  Roots roots() {
    return roots;
  }

  @Override
  public Manifests manifests() {
    return manifests;
  }

  @Override
  public Backend backend() {
    return backend;
  }
}
