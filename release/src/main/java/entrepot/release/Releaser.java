package entrepot.release;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.release.sign.Envelope;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Manifests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Releases snapshots to one region: copies what its replica lacks, then replaces its head. May be
 * used by many threads and processes at once; they take turns.
 */
public final class Releaser {
  /** How long what was forgotten stays on the disk, for edges that have not noticed yet. */
  public static final Duration GRACE = Duration.ofMinutes(10);

  private final Store store;
  private final Replica replica;
  private final SigningKeys keys;
  private final JournalWriting journal;
  private final InstantSource clock;
  private final Manifests both;
  private final Carry carry;
  private volatile @Nullable Verified last;

  /** What an envelope was found to say; equal are only the same bytes in memory. */
  private record Verified(Envelope envelope, Head head) {}

  /** A releaser to the region whose replica it is. */
  public Releaser(
      Store store, Replica replica, SigningKeys keys, Journal journal, InstantSource clock) {
    this.store = store;
    this.replica = replica;
    this.keys = keys;
    this.journal = new JournalWriting(journal);
    this.clock = clock;
    this.both = new Manifests(new Layered(store.backend(), replica.backend()), 8L << 20);
    this.carry = new Carry(replica.manifests());
  }

  /** The region's head; empty before its first release. Throws where it is not to be believed. */
  public Optional<Head> head() {
    return replica.head().map(this::verified);
  }

  private Head verified(Envelope envelope) {
    Verified before = last;
    if (before != null && before.envelope.equals(envelope)) {
      return before.head;
    }
    Head head = Heads.verified(envelope, keys.trusted(), replica.region());
    last = new Verified(envelope, head);
    return head;
  }

  /**
   * Makes the region serve that snapshot. Writes nothing when it does already. Throws {@link
   * NotReleasable} and {@link NewlyMissing}.
   */
  public ReleaseResult release(
      String tree, Digest snapshot, ReleaseOptions options, Progress progress) {
    try (Replica.Hold _ = replica.hold()) {
      return move(current(), Act.Kind.RELEASE, tree, snapshot, options, progress, next -> next);
    }
  }

  /**
   * Makes the region serve a former snapshot; by default the one before the current. What is
   * abandoned is carried. Throws {@link NotReleasable}.
   */
  public ReleaseResult rollback(
      String tree, Optional<Digest> to, ReleaseOptions options, Progress progress) {
    try (Replica.Hold _ = replica.hold()) {
      Head head = current();
      Digest snapshot = to.orElseGet(() -> former(head, tree));
      return move(head, Act.Kind.ROLLBACK, tree, snapshot, options, progress, next -> next);
    }
  }

  private Head current() {
    return head().orElseGet(() -> Head.none(replica.region()));
  }

  private Digest former(Head head, String tree) {
    return head.tree(tree)
        .flatMap(served -> history(head).before(tree, served.snapshot()))
        .orElseThrow(() ->
            new NotReleasable(
                "rolling back %s in %s: nothing else was served there before"
                    .formatted(tree, replica.region()),
                tree));
  }

  private History history(Head head) {
    History history = new History(replica.region(), replica::head, keys.trusted());
    history.readTo(head.generation());
    return history;
  }

  private ReleaseResult move(
      Head head,
      Act.Kind kind,
      String tree,
      Digest snapshot,
      ReleaseOptions options,
      Progress progress,
      UnaryOperator<Head> also) {
    Names.checked("tree", tree);
    Optional<TreeHead> served = head.tree(tree);
    Optional<Digest> from = served.map(TreeHead::snapshot);
    replica.resume(head);
    if (from.equals(Optional.of(snapshot)) && replica.settled(tree)) {
      return new ReleaseResult.Unchanged(replica.region(), tree, head.generation(), snapshot);
    }
    Instant now = head.notBefore(clock.instant());
    mustBeKnown(head, tree, snapshot);
    Difference difference = Difference.between(both, from, snapshot);
    if (kind == Act.Kind.RELEASE && difference.newlyMissing() > options.tolerance()) {
      throw new NewlyMissing(
          tree,
          replica.region(),
          difference.newlyMissing(),
          options.tolerance(),
          difference.shown());
    }
    replica
        .former()
        .filter(Replica.Former::doubtful)
        .ifPresent(former -> sweep(former, head, former.forgotten().before(), now, Duration.ZERO));
    Publication publication = publication(head, tree, snapshot, options);
    List<String> remarks = replica.publish(store, publication, progress);
    CrashPoint.RELEASE_BEFORE_CARRY.reached();
    Optional<Digest> carried = carried(publication, options.carry());
    replica.keep(publication, carried);
    CrashPoint.RELEASE_AFTER_CARRY.reached();
    Act act = new Act(kind, options.who(), Optional.of(tree), options.note());
    Head next = also.apply(head.next(now, act, tree, new TreeHead(snapshot, carried, now)));
    issue(head, next);
    replica.finish(publication, next);
    return new ReleaseResult.Released(
        replica.region(),
        tree,
        head.generation() + 1,
        from,
        snapshot,
        difference.added(),
        difference.removed(),
        difference.modified(),
        difference.bytes(),
        Stream.concat(warnings(tree, snapshot, now).stream(), remarks.stream()).toList());
  }

  private Publication publication(Head head, String tree, Digest snapshot, ReleaseOptions options) {
    return new Publication(
        tree,
        head.tree(tree),
        snapshot,
        head.revocations(),
        head.notBefore(clock.instant()),
        options.who());
  }

  private Optional<Digest> carried(Publication publication, Duration time) {
    Instant now = publication.now();
    Digest snapshot = publication.snapshot();
    Optional<Digest> carried =
        publication.served().flatMap(before -> carry.after(before, snapshot, now, time));
    for (Digest seen : replica.seen(publication.tree())) {
      carried = carry.after(new TreeHead(seen, carried, now), snapshot, now, time);
    }
    return carried;
  }

  private void issue(Head former, Head next) {
    replica.issue(next.generation(), Heads.signed(next, keys));
    journal.write(former, next);
  }

  /**
   * A snapshot of this tree: recorded in the store, or served here before and still on the disk.
   */
  private void mustBeKnown(Head head, String tree, Digest snapshot) {
    boolean known =
        store.snapshots().find(tree, snapshot).isPresent()
            || (replica.backend().stat(Key.node(snapshot)).isPresent()
                && history(head).last(tree, snapshot).isPresent());
    if (!known) {
      throw new NotReleasable(
          "releasing %s to %s: there is no snapshot %s of it"
              .formatted(tree, replica.region(), snapshot.hex()),
          tree);
    }
  }

  private List<String> warnings(String tree, Digest snapshot, Instant now) {
    return store
        .snapshots()
        .find(tree, snapshot)
        .map(record -> Expiry.warnings(record, now))
        .orElse(List.of());
  }

  /**
   * Takes a tree, or a folder of it, out of service for good; clients are told. Answers the
   * generation; writes nothing when it went before. Throws {@link NotReleasable}.
   *
   * @param without of a folder: a snapshot that differs from the served one in lacking it; absent
   *     where the served one lacks it
   */
  public long retire(
      Retirement what, Optional<Digest> without, ReleaseOptions options, Progress progress) {
    try (Replica.Hold _ = replica.hold()) {
      Head head = current();
      replica.resume(head);
      Optional<Digest> served = head.tree(what.tree()).map(TreeHead::snapshot);
      if (without.isPresent() && served.isPresent() && !served.equals(without)) {
        move(
            head,
            Act.Kind.RETIRE,
            what.tree(),
            without.get(),
            options,
            progress,
            next -> next.retiring(what));
        return head.generation() + 1;
      }
      boolean whole = what.path().isEmpty();
      boolean known = head.retired().stream().anyMatch(what::sameSubject);
      if (known && !(whole && served.isPresent())) {
        return head.generation();
      }
      Act act = new Act(Act.Kind.RETIRE, options.who(), Optional.of(what.tree()), options.note());
      Head next = head.next(clock.instant(), act, what);
      if (whole && served.isPresent()) {
        Publication last = publication(head, what.tree(), served.get(), options);
        replica.withdrawing(last);
        issue(head, next);
        replica.finish(last, next);
      } else {
        issue(head, next);
      }
      return next.generation();
    }
  }

  /** Forgets that it was retired; what is released from then on is served. */
  public long reinstate(Retirement what, ReleaseOptions options) {
    try (Replica.Hold _ = replica.hold()) {
      Head head = current();
      if (head.retired().stream().noneMatch(what::sameSubject)) {
        return head.generation();
      }
      Act act =
          new Act(Act.Kind.REINSTATE, options.who(), Optional.of(what.tree()), options.note());
      issue(head, head.nextWithout(clock.instant(), act, what));
      return head.generation() + 1;
    }
  }

  /** Forbids content or a path in all that the region serves; answers the generation. */
  public long revoke(Revocation revocation, ReleaseOptions options) {
    return change(Act.Kind.REVOKE, revocation, options, revoked -> revoked.add(revocation));
  }

  /** Allows it again, whatever the reason was. */
  public long unrevoke(Revocation revocation, ReleaseOptions options) {
    return change(Act.Kind.UNREVOKE, revocation, options, _ -> {});
  }

  private long change(
      Act.Kind kind,
      Revocation about,
      ReleaseOptions options,
      java.util.function.Consumer<List<Revocation>> add) {
    try (Replica.Hold _ = replica.hold()) {
      Head head = current();
      replica.resume(head);
      List<Revocation> revoked = new ArrayList<>(head.revocations());
      revoked.removeIf(about::sameSubject);
      add.accept(revoked);
      if (revoked.size() > HeadJson.MAX_REVOCATIONS) {
        throw new HeadRefused(replica.region(), "it would hold over 10,000 revocations", null);
      }
      if (List.copyOf(revoked).equals(head.revocations())) {
        return head.generation();
      }
      Optional<String> tree =
          about instanceof Revocation.OfPath path ? Optional.of(path.tree()) : Optional.empty();
      Optional<String> note =
          options.note().or(() -> Optional.of(about.reason()).filter(text -> !text.isEmpty()));
      Act act = new Act(kind, options.who(), tree, note);
      Head next = head.next(clock.instant(), act, revoked);
      replica.revising(about);
      issue(head, next);
      replica.revised(about, next);
      return next.generation();
    }
  }

  /**
   * Signs the current head with the keys there are now, its generation unchanged: after a key was
   * added, and before the old one is retired.
   */
  public void signAgain() {
    try (Replica.Hold _ = replica.hold()) {
      head().ifPresent(head -> replica.issue(head.generation(), Heads.signed(head, keys)));
    }
  }

  /**
   * Writes up what a process that was killed between head and journal left out. Answers the current
   * generation.
   */
  public long catchUpJournal(long lastJournaled) {
    try (Replica.Hold _ = replica.hold()) {
      Head head = current();
      if (lastJournaled < head.generation()) {
        journal.catchUp(
            new History(replica.region(), replica::head, keys.trusted()),
            lastJournaled,
            head.generation());
      }
      return head.generation();
    }
  }

  /**
   * Forgets snapshots that were served last longer ago than {@code keep}, and removes what only
   * snapshots need that were forgotten a {@code grace} ago.
   */
  public Replica.Swept prune(Duration keep, Duration grace) {
    try (Replica.Hold _ = replica.hold()) {
      Head head = current();
      replica.resume(head);
      Instant now = head.notBefore(clock.instant());
      return replica
          .former()
          .map(former -> prune(former, head, now, keep, grace))
          .orElseGet(() -> replica.expire(head, now));
    }
  }

  private Replica.Swept prune(
      Replica.Former replica, Head head, Instant now, Duration keep, Duration grace) {
    Replica.Forgotten former = replica.forgotten();
    Instant horizon = now.minus(keep);
    Replica.Forgotten forgotten = former;
    if (Retained.anyEnded(history(head), former.before(), horizon)) {
      forgotten = new Replica.Forgotten(horizon, now);
      replica.forget(forgotten);
    }
    boolean noticed = !forgotten.since().isAfter(now.minus(grace));
    return sweep(replica, head, noticed ? forgotten.before() : former.before(), now, grace);
  }

  private Replica.Swept sweep(
      Replica.Former replica, Head head, Instant cutoff, Instant now, Duration grace) {
    return replica.sweep(Retained.since(history(head), cutoff, now.minus(GRACE)), now, grace);
  }
}
