package entrepot.collect.rpm;

import entrepot.collect.BlobFetch;
import entrepot.collect.Conflict;
import entrepot.collect.HeldLease;
import entrepot.collect.Inspection;
import entrepot.collect.MissingRetry;
import entrepot.collect.PayloadFetch;
import entrepot.collect.Places;
import entrepot.collect.Policy;
import entrepot.collect.Quarantine;
import entrepot.collect.Recording;
import entrepot.collect.ShrinkGuard;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.TreeBuild;
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
import java.util.Map;
import java.util.Optional;

/** One run over all repositories of a source, under one lease. */
final class RpmRun {
  private final RpmSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;
  private final SyncRequest request;
  private final Progress progress;
  private final HeldLease lease;

  private final int parallel;
  private final Checksums checksums;
  private final BlobFetch blobs;
  private final Quarantine quarantine;
  private final Recording recording;
  private final Traffic before;
  private final Keyrings keyrings;
  private final RpmFacts parent;

  RpmRun(
      RpmSource source,
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
    this.parallel = upstream.settings().connectionsPerHost();
    this.checksums = new Checksums(source.allowMd5());
    this.blobs = new BlobFetch(upstream, store.backend());
    this.quarantine = new Quarantine(progress);
    this.recording = new Recording(store, request, clock, source.shown());
    this.before = upstream.traffic();
    this.keyrings = Keyrings.of(source);
    this.parent = new RpmFacts(request.parent().map(SnapshotRecord::facts).orElse(Map.of()));
  }

  SyncResult run() {
    progress.stage("entry points");
    RepositoryLooks looks = looks();
    looks.lookAtAll(updated(), parent, parallel);
    if (request.parent().isPresent() && sameSelection() && looks.nothingNew()) {
      return unchanged(request.parent().get(), looks.refreshed(parent), looks.places());
    }
    return changed(looks.pinned(looks.refreshed(parent)), looks.places());
  }

  private List<RpmRepository> updated() {
    return source.repositories().stream()
        .filter(repository -> request.retired().updates(repository.path()))
        .toList();
  }

  private boolean sameSelection() {
    return parent.selection().equals(Optional.of(source.selection(keyrings)));
  }

  private RepositoryLooks looks() {
    EntryFiles files = new EntryFiles(upstream);
    RepomdCheck check = new RepomdCheck(files, keyrings, clock, request.allowShrink());
    RepositoryLook look =
        new RepositoryLook(
            new Origins(upstream, checksums), files, check, store.backend(), progress);
    return new RepositoryLooks(look, check, store.backend());
  }

  private SyncResult unchanged(SnapshotRecord known, RpmFacts facts, Places places) {
    if (source.policy() == Policy.ON_DEMAND
        || store.manifests().summary(known.digest()).missing() == 0) {
      return recording.unchanged(known, facts.all(), traffic());
    }
    progress.stage("quarantined files");
    Digest root =
        new MissingRetry(store, payload(places), lease, parallel, request.retired())
            .run(known.digest());
    return recording.collected(root, guard(), facts.all(), quarantine.files(), traffic());
  }

  private SyncResult changed(List<PinnedRepository> repositories, Places places) {
    ShrinkGuard guard = guard();
    RpmFacts facts = new RpmFacts(request.retired().keptFacts(parent.all()));
    facts.selection(source.selection(keyrings));
    facts.policy(source.policy().name());
    try (EntrySorter entries = new EntrySorter(temporaryFolder, new Conflict(quarantine)::of)) {
      MetadataFetch metadata = new MetadataFetch(blobs, store, checksums, parentRoot(), progress);
      RepositoryEntries writer =
          new RepositoryEntries(store.backend(), entries, lease, checksums, quarantine, progress);
      progress.stage("indexes");
      for (PinnedRepository pinned : repositories) {
        facts.pinned(pinned);
        writer.add(pinned, metadata.fetch(pinned, parallel));
      }
      return recording.collected(
          build(entries, guard, places), guard, facts.all(), quarantine.files(), traffic());
    }
  }

  private Digest build(EntrySorter entries, ShrinkGuard guard, Places places) {
    TreeBuild build =
        new TreeBuild(store, temporaryFolder, lease, request.sharing(), request.retired());
    progress.stage("packages");
    return switch (source.policy()) {
      case ON_DEMAND -> build.onDemand(entries.sorted(), parentRoot());
      case FULL -> build.full(entries.sorted(), parentRoot(), guard, payload(places), parallel);
    };
  }

  private PayloadFetch payload(Places places) {
    return new PayloadFetch(blobs, store.backend(), places, inspection(), quarantine, progress);
  }

  private Inspection inspection() {
    return new PackageInspection(
        source.repositories(), keyrings.all(), store.backend(), clock, sameSelection());
  }

  private Optional<Digest> parentRoot() {
    return request.parent().map(SnapshotRecord::digest);
  }

  /** A smaller selection makes a smaller tree: that is the operator's doing, not the upstream's. */
  private ShrinkGuard guard() {
    return new ShrinkGuard(
        request,
        request
            .parent()
            .filter(p -> sameSelection())
            .map(p -> store.manifests().summary(p.digest())));
  }

  private Traffic traffic() {
    return upstream.traffic().since(before);
  }
}
