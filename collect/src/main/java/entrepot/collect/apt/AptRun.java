package entrepot.collect.apt;

import entrepot.collect.BlobFetch;
import entrepot.collect.Conflict;
import entrepot.collect.HeldLease;
import entrepot.collect.MissingRetry;
import entrepot.collect.PayloadFetch;
import entrepot.collect.Places;
import entrepot.collect.Policy;
import entrepot.collect.Quarantine;
import entrepot.collect.Recording;
import entrepot.collect.ShrinkGuard;
import entrepot.collect.SourceAddress;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.TreeBuild;
import entrepot.collect.pgp.Keyring;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.http.Traffic;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One run over all suites of a source, under one lease. */
final class AptRun {
  private final AptSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;
  private final SyncRequest request;
  private final Progress progress;
  private final HeldLease lease;

  private final SourceAddress base;
  private final BlobFetch blobs;
  private final Quarantine quarantine;
  private final PayloadFetch payload;
  private final Recording recording;
  private final Traffic before;

  AptRun(
      AptSource source,
      Upstream upstream,
      Store store,
      Path temporaryFolder,
      InstantSource clock,
      SyncRequest request,
      Progress progress,
      HeldLease lease) {
    this.source = source;
    this.upstream = upstream;
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.clock = clock;
    this.request = request;
    this.progress = progress;
    this.lease = lease;
    this.base = new SourceAddress(source.base());
    this.blobs = new BlobFetch(upstream, store.backend());
    this.quarantine = new Quarantine(progress);
    this.payload =
        new PayloadFetch(blobs, store.backend(), Places.below(base), quarantine, progress);
    this.recording = new Recording(store, request, clock, source.shownBase());
    this.before = upstream.traffic();
  }

  SyncResult run() {
    Keyring keyring = Keyring.read(source.keyring());
    progress.stage("entry points");
    SuiteLooks looks =
        new SuiteLooks(source, upstream, base, store, clock, keyring, request.retired());
    Facts parent =
        new Facts(request.parent().map(SnapshotRecord::facts).orElse(java.util.Map.of()));
    looks.lookAtAll(parent);
    boolean sameSelection =
        parent.selection().equals(Optional.of(source.selection(keyring.digest())));
    if (request.parent().isPresent() && sameSelection && looks.nothingNew(parent)) {
      return unchanged(request.parent().get(), looks.refreshed(parent, progress));
    }
    return changed(
        looks.suites(parent, request.allowShrink()), parent, keyring, guard(sameSelection));
  }

  private SyncResult unchanged(SnapshotRecord parent, Facts facts) {
    if (source.policy() == Policy.ON_DEMAND
        || store.manifests().summary(parent.digest()).missing() == 0) {
      return recording.unchanged(parent, facts.all(), traffic());
    }
    progress.stage("quarantined files");
    Digest root =
        new MissingRetry(
                store, payload, lease, upstream.settings().connectionsPerHost(), request.retired())
            .run(parent.digest());
    return recording.collected(root, guard(true), facts.all(), quarantine.files(), traffic());
  }

  private SyncResult changed(List<Suite> suites, Facts parent, Keyring keyring, ShrinkGuard guard) {
    Facts facts = new Facts(java.util.Map.of());
    facts.selection(source.selection(keyring.digest()));
    facts.policy(source.policy().name());
    try (EntrySorter entries = new EntrySorter(temporaryFolder, new Conflict(quarantine)::of)) {
      SuiteEntries writer = new SuiteEntries(store.backend(), entries, lease, StanzaLimits.INDEX);
      progress.stage("indexes");
      for (Suite suite : suites) {
        facts.times(suite);
        suite.files().forEach(facts::signed);
        List<FetchedIndex> indexes = indexes(suite, parent);
        writer.signedFiles(suite);
        indexes.forEach(writer::index);
        indexes.forEach(facts::chosen);
      }
      return recording.collected(
          build(entries, guard), guard, facts.all(), quarantine.files(), traffic());
    }
  }

  private List<FetchedIndex> indexes(Suite suite, Facts parent) {
    IndexFetch fetch = new IndexFetch(blobs, store.backend(), base, progress);
    return new SuiteIndexes(fetch, upstream.settings().connectionsPerHost())
        .fetch(suite, wanted(suite, parent));
  }

  /** Of a suite that stays as it is, what the parent has: the upstream is asked for nothing. */
  private List<Wanted> wanted(Suite suite, Facts parent) {
    List<Wanted> wanted = IndexChoice.of(source, suite);
    return request.retired().keeps(suite.folder())
        ? wanted.stream().flatMap(index -> parent.chosen(suite, index).stream()).toList()
        : wanted;
  }

  private Digest build(EntrySorter entries, ShrinkGuard guard) {
    TreeBuild build =
        new TreeBuild(store, temporaryFolder, lease, request.sharing(), request.retired());
    Optional<Digest> parent = request.parent().map(SnapshotRecord::digest);
    progress.stage("packages");
    return switch (source.policy()) {
      case ON_DEMAND -> build.onDemand(entries.sorted(), parent);
      case FULL ->
          build.full(
              entries.sorted(), parent, guard, payload, upstream.settings().connectionsPerHost());
    };
  }

  /** A smaller selection makes a smaller tree: that is the operator's doing, not the upstream's. */
  private ShrinkGuard guard(boolean sameSelection) {
    return new ShrinkGuard(
        request,
        request
            .parent()
            .filter(p -> sameSelection)
            .map(p -> store.manifests().summary(p.digest())));
  }

  private Traffic traffic() {
    return upstream.traffic().since(before);
  }
}
