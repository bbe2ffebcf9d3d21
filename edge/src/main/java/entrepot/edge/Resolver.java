package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.listen.Target;
import entrepot.release.ReplicaReader;
import entrepot.release.ReplicaReader.Retention;
import entrepot.release.Retirement;
import entrepot.release.TreeHead;
import entrepot.release.web.CacheRules;
import entrepot.store.fill.Fillings;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a place holds under a head: manifest, carry, snapshots, revocations. Blocks. */
final class Resolver {
  /** Snapshots are pruned without a new head, so what they hold is looked up again this often. */
  private static final Duration SNAPSHOT_LOOK = Duration.ofSeconds(5);

  private final ReplicaReader replica;
  private final Fillings fillings;
  private final boolean whole;
  private final Listings listings;
  private final SimpleIndexes indexes;
  private final InstantSource clock;
  private final OriginSide origin;
  private final String region;

  Resolver(
      ReplicaReader replica,
      Contents contents,
      Fillings fillings,
      InstantSource clock,
      String region) {
    this.whole = contents.whole();
    this.origin = new OriginSide(replica, contents);
    this.replica = replica;
    this.fillings = fillings;
    this.listings = new Listings(replica.manifests(), region);
    this.indexes = new SimpleIndexes(replica.manifests());
    this.clock = clock;
    this.region = region;
  }

  /** What is there. */
  Found find(Served served, Place place, Wish wish) {
    return switch (place) {
      case Place.Nowhere nowhere -> new Found.Refused(nowhere.status(), nowhere.sentence());
      case Place.Slashless slashless ->
          new Found.Moved(301, "./" + Target.encodePart(slashless.last()) + "/");
      case Place.Root _ -> listings.trees(served.head(), wish.json());
      case Place.Health _ -> listings.health(served.head());
      case Place.InTree in -> inTree(served, in, wish);
      case Place.Snapshots in ->
          in.tree() == null
              ? listings.trees(served.head(), wish.json())
              : snapshots(served, in.tree(), wish.json());
      case Place.InSnapshot in -> inSnapshot(served, in, wish);
      case Place.AtTime at -> atTime(at);
      case Place.OfReplica in -> origin.find(served, in);
    };
  }

  private Found inTree(Served served, Place.InTree in, Wish wish) {
    TreeHead tree = served.head().trees().get(in.tree());
    if (tree == null) {
      return noTree(served, in.tree(), in.path());
    }
    Look look = new Look(served, in.tree(), tree.snapshot(), in.path(), in.folder());
    Optional<Found> here = look(look, null, wish);
    if (here.isPresent()) {
      return here.get();
    }
    if (in.path() != null && !in.folder() && tree.carry().isPresent()) {
      Optional<Entry> carried = replica.manifests().find(tree.carry().get(), in.path());
      if (carried.isPresent()) {
        long until = carried.get().carriedUntil().orElse(Long.MAX_VALUE);
        if (until > clock.instant().getEpochSecond()) {
          Instant end = until == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochSecond(until);
          String cacheControl = CacheRules.of(carried.get());
          return file(look, carried.get(), new Freshness(cacheControl, end));
        }
      }
    }
    return served
        .retired(in.tree(), in.path())
        .map(Resolver::retired)
        .orElseGet(() -> notHere(in.tree()));
  }

  private Found inSnapshot(Served served, Place.InSnapshot in, Wish wish) {
    return switch (replica.at(in.tree(), in.snapshot())) {
      case Retention.Kept kept -> {
        Look look = new Look(served, in.tree(), kept.snapshot(), in.path(), in.folder());
        Freshness freshness =
            new Freshness(CacheRules.inSnapshot(), clock.instant().plus(SNAPSHOT_LOOK));
        yield look(look, freshness, wish).orElseGet(() -> notHere(in.tree()));
      }
      case Retention.Pruned _ -> pruned(in.snapshot());
      case Retention.Unknown _ ->
          new Found.Refused(404, "Tree %s never had that snapshot here.".formatted(in.tree()));
    };
  }

  private Found atTime(Place.AtTime at) {
    return switch (replica.at(at.tree(), at.time())) {
      case Retention.Kept kept -> {
        String digest = kept.snapshot().hex();
        if (!at.slash()) {
          yield new Found.Moved(302, "./" + digest + "/");
        }
        int up = 1 + (int) at.rest().chars().filter(c -> c == '/').count();
        yield new Found.Moved(302, "../".repeat(up) + digest + "/" + at.rest());
      }
      case Retention.Pruned pruned -> pruned(pruned.snapshot());
      case Retention.Unknown _ ->
          new Found.Refused(
              404, "Region %s served no tree %s at that time.".formatted(region, at.tree()));
    };
  }

  private Found snapshots(Served served, String tree, boolean json) {
    TreeHead head = served.head().trees().get(tree);
    return head == null ? noTree(served, tree, null) : listings.snapshots(tree, head, json);
  }

  /** One look into one manifest. */
  private record Look(
      Served served, String tree, Digest root, @Nullable TreePath path, boolean folder) {}

  private Optional<Found> look(Look look, @Nullable Freshness given, Wish wish) {
    Optional<Found> found =
        look.path() != null && !look.folder()
            ? named(look, look.path(), given, wish)
            : folder(look, given, wish);
    return found.or(() -> indexes.normalised(look.root(), look.path(), look.folder(), wish));
  }

  private Optional<Found> named(Look look, TreePath path, @Nullable Freshness given, Wish wish) {
    Manifests manifests = replica.manifests();
    Optional<String> revoked = look.served().revoked(look.tree(), path);
    if (revoked.isPresent()) {
      return Optional.of(revoked(revoked.get()));
    }
    Optional<Entry> entry = manifests.find(look.root(), path);
    if (entry.isPresent()) {
      return Optional.of(file(look, entry.get(), freshness(entry.get(), given)));
    }
    if (manifests.list(look.root(), path, null, 1).isEmpty()) {
      return Optional.empty();
    }
    String whole = path.toString();
    String last = Target.encodePart(whole.substring(whole.lastIndexOf('/') + 1));
    return Optional.of(new Found.Moved(301, "./" + last + "/" + SimpleIndexes.query(wish)));
  }

  private Optional<Found> folder(Look look, @Nullable Freshness given, Wish wish) {
    Optional<Offer> offered = indexes.offered(look.root(), look.path());
    if (offered.isPresent()) {
      Offer offer = offered.get();
      return SimpleIndexes.wanted(offer, wish)
          .map(wanted -> page(look, new Variant(wanted, offer), given, wish))
          .or(() -> Optional.of(SimpleIndexes.unacceptable(offer)));
    }
    // Trees of pages bring a page for each folder.
    Optional<Entry> index =
        wish.json()
            ? Optional.empty()
            : replica.manifests().find(look.root(), Representation.HTML.in(look.path()));
    if (index.isPresent() && look.served().revoked(look.tree(), index.get().path()).isEmpty()) {
      return Optional.of(file(look, index.get(), freshness(index.get(), given)));
    }
    return listings.folder(look.tree(), look.root(), look.path(), wish.after(), wish.json());
  }

  private Found page(Look look, Variant variant, @Nullable Freshness given, Wish wish) {
    TreePath path = variant.chosen().in(look.path());
    Optional<String> revoked = look.served().revoked(look.tree(), path);
    if (revoked.isPresent()) {
      return revoked(revoked.get());
    }
    Entry entry = replica.manifests().find(look.root(), path).orElseThrow();
    Freshness freshness = freshness(entry, given);
    // With a format in its target, a request gets the same whatever its headers say.
    return file(look, entry, wish.format().isPresent() ? freshness : freshness.negotiated(variant));
  }

  private static Freshness freshness(Entry entry, @Nullable Freshness given) {
    return given == null ? new Freshness(CacheRules.of(entry), Instant.MAX) : given;
  }

  private Found file(Look look, Entry entry, Freshness freshness) {
    Optional<String> revoked = look.served().revoked(entry);
    if (revoked.isPresent()) {
      return revoked(revoked.get());
    }
    return switch (entry.state()) {
      case PRESENT, LAZY -> {
        if (whole && entry.state() == State.PRESENT) {
          yield new Found.InStore(look.tree(), entry, entry.sha256().orElseThrow(), freshness);
        }
        Optional<Digest> filled = fillings.filled(entry);
        revoked = filled.flatMap(look.served()::revoked);
        if (revoked.isPresent()) {
          yield revoked(revoked.get());
        }
        yield filled
            .<Found>map(sha256 -> new Found.InStore(look.tree(), entry, sha256, freshness))
            .orElseGet(() -> new Found.ToFetch(look.tree(), entry, freshness));
      }
      case MISSING ->
          new Found.Refused(
              404,
              "This file is not available: %s."
                  .formatted(entry.text(Extension.REASON).orElse("it is quarantined")));
    };
  }

  static Found revoked(String reason) {
    return new Found.Refused(
        410, "This file has been revoked: " + reason, Map.of("Cache-Control", "no-store"));
  }

  private static Found pruned(Digest snapshot) {
    return new Found.Refused(
        410, "Snapshot %s is no longer kept here.".formatted(snapshot.brief()));
  }

  private static Found retired(Retirement gone) {
    String what = gone.path().map(path -> gone.tree() + "/" + path).orElse("Tree " + gone.tree());
    String day = gone.since().toString().substring(0, "2026-11-21".length());
    String why = gone.reason().isEmpty() ? "." : ": " + gone.reason();
    return new Found.Refused(410, what + " was retired on " + day + why);
  }

  private Found noTree(Served served, String tree, @Nullable TreePath path) {
    return served
        .retired(tree, path)
        .map(Resolver::retired)
        .orElseGet(
            () -> new Found.Refused(404, "Region %s has no tree %s.".formatted(region, tree)));
  }

  private static Found notHere(String tree) {
    return new Found.Refused(404, "Tree %s has no such file.".formatted(tree));
  }
}
