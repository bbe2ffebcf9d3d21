package entrepot.release.s3;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.release.Publication;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Puts what a snapshot has and the bucket lacks: payloads, then indexes, then entry points, each
 * kind whole before the next. What that is, the difference to the served snapshot says; and where a
 * publication did not end, the difference to what it meant to publish: only there the bucket may
 * have other objects than its head says.
 */
final class Publishing {
  private final Manifests manifests;
  private final Names names;
  private final Publication publication;
  private final List<Digest> halfDone;
  private final View target;
  private final Optional<View> served;
  private final Placing placing;
  private final Requests requests;
  private final Progress progress;
  private final Raceable raceable = new Raceable();
  private Consumer<Phase> beginning = _ -> {};
  private Optional<Phase> next = Optional.empty();

  Publishing(
      Manifests manifests,
      Names names,
      Publication publication,
      List<Digest> halfDone,
      Placing placing,
      Requests requests,
      Progress progress) {
    this.manifests = manifests;
    this.names = names;
    this.publication = publication;
    this.halfDone = halfDone;
    this.placing = placing;
    this.requests = requests;
    this.progress = progress;
    Revoked revoked = new Revoked(publication.revoked());
    String tree = publication.tree();
    this.target =
        new View(
            manifests, tree, publication.snapshot(), Optional.empty(), revoked, publication.now());
    this.served =
        publication
            .served()
            .map(head -> View.of(manifests, tree, head, revoked, publication.now()));
  }

  /**
   * Does it; says before the first object of a later phase that it begins. Answers what could not
   * change in one step.
   */
  Raceable run(Consumer<Phase> beginning) {
    this.beginning = beginning;
    rememberWhatGoes();
    CrashPoint.S3_BEFORE_PAYLOADS.reached();
    put(Phase.PAYLOADS::has);
    CrashPoint.S3_AFTER_PAYLOADS.reached();
    next = Optional.of(Phase.INDEXES);
    put(entry -> Phase.INDEXES.has(entry) && Phase.namedByContent(entry));
    CrashPoint.S3_BEFORE_INDEXES.reached();
    // Those that keep their names come last, so that entry points follow them soon.
    put(entry -> Phase.INDEXES.has(entry) && !Phase.namedByContent(entry));
    CrashPoint.S3_AFTER_INDEXES.reached();
    next = Optional.of(Phase.ENTRY_POINTS);
    CrashPoint.S3_BEFORE_ENTRY_POINTS.reached();
    put(Phase.ENTRY_POINTS::has);
    CrashPoint.S3_AFTER_ENTRY_POINTS.reached();
    return raceable;
  }

  /** Files that are moved are copied from where they were: that stays until the head has come. */
  private void rememberWhatGoes() {
    if (!halfDone.isEmpty() || publication.base().isEmpty()) {
      return;
    }
    manifests.diff(
        publication.base().get(),
        publication.snapshot(),
        change -> {
          if (change instanceof Change.Removed(Entry entry)
              && entry.state() == State.PRESENT
              && served.orElseThrow().wanted(entry)) {
            placing.known(
                entry.sha256().orElseThrow(), names.file(publication.tree(), entry.path()));
          }
        });
  }

  private void put(Predicate<Entry> kind) {
    Optional<Digest> base = publication.base();
    if (base.isPresent()) {
      manifests.diff(base.get(), publication.snapshot(), change -> offer(change, kind, false));
    } else {
      for (Iterator<Entry> all = manifests.entries(publication.snapshot()); all.hasNext(); ) {
        offer(new Change.Added(all.next()), kind, false);
      }
    }
    for (Digest other : halfDone) {
      manifests.diff(other, publication.snapshot(), change -> offer(change, kind, true));
    }
    requests.await();
  }

  private void offer(Change change, Predicate<Entry> kind, boolean other) {
    switch (change) {
      case Change.Added(Entry entry) -> offer(entry, Optional.empty(), kind, other);
      case Change.Modified(Entry before, Entry entry) ->
          offer(entry, Optional.of(before), kind, other);
      case Change.Removed _ -> {}
    }
  }

  private void offer(Entry entry, Optional<Entry> before, Predicate<Entry> kind, boolean other) {
    if (!kind.test(entry) || !target.wanted(entry)) {
      return;
    }
    boolean doubtful = !halfDone.isEmpty();
    if (!doubtful && there(entry, before)) {
      return;
    }
    if (!other && before.isPresent()) {
      raceable.changes(entry);
    }
    // A phase without objects costs no request.
    next.ifPresent(beginning);
    next = Optional.empty();
    for (String key : keys(entry)) {
      progress.expect(1, Math.max(0, entry.size()));
      requests.begin(() -> placing.place(key, entry, doubtful));
    }
    newPage(entry, before)
        .ifPresent(page -> {
          String key = names.folder(publication.tree(), View.folderOf(page.path()).orElseThrow());
          requests.begin(() -> placing.place(key, page, doubtful));
        });
  }

  /** Whether the bucket has that very object: in the served snapshot, or carried. */
  private boolean there(Entry entry, Optional<Entry> before) {
    return before
        .filter(former -> served.orElseThrow().wanted(former))
        .or(() -> served.flatMap(view -> view.carried(entry.path())))
        .filter(former -> same(former, entry))
        .isPresent();
  }

  private static boolean same(Entry one, Entry other) {
    boolean sameBytes =
        one.sha256().isPresent()
            ? one.sha256().equals(other.sha256())
            : one.digests().equals(other.digests()) && !one.digests().isEmpty();
    return sameBytes
        && Headers.of(one, Digest.sha256Of(NONE)).equals(Headers.of(other, Digest.sha256Of(NONE)));
  }

  private static final byte[] NONE = {};

  private List<String> keys(Entry entry) {
    List<String> keys = new ArrayList<>();
    keys.add(names.file(publication.tree(), entry.path()));
    if (View.isPage(entry.path())) {
      String folder = View.folderOf(entry.path()).orElseThrow();
      target.page(folder).ifPresent(_ -> keys.add(names.folder(publication.tree(), folder)));
    }
    return keys;
  }

  /** The page of a folder that only now becomes one of Python's, though the page is an old one. */
  private Optional<Entry> newPage(Entry entry, Optional<Entry> before) {
    TreePath path = entry.path();
    return before.isPresent() || View.isPage(path)
        ? Optional.empty()
        : View.folderOf(path)
            .flatMap(target::page)
            .filter(page -> served.flatMap(view -> view.at(page.path())).equals(Optional.of(page)));
  }

  /** Names whose content changes under readers' eyes. */
  static final class Raceable {
    private static final int SHOWN = 5;

    private long count;
    private final List<String> shown = new ArrayList<>();

    private void changes(Entry entry) {
      if (!Phase.namedByContent(entry) && entry.role() != Role.ENTRY_POINT) {
        count++;
        if (shown.size() < SHOWN) {
          shown.add(entry.path().toString());
        }
      }
    }

    /** A sentence for a person; none where nothing is raceable. */
    List<String> remarks() {
      return count == 0
          ? List.of()
          : List.of(
              ("raceable: %,d names got other content, which a bucket cannot do together with"
                      + " their entry points: %s%s")
                  .formatted(count, String.join(", ", shown), count > shown.size() ? ", …" : ""));
    }
  }
}
