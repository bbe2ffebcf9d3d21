package entrepot.collect.files;

import entrepot.collect.BlobFetch;
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
import entrepot.collect.pgp.SignatureRefused;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.http.Traffic;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.snapshot.SnapshotRecord;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run over all checksum files of an upstream, under one lease. */
final class HttpRun {
  private final FilesSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;
  private final SyncRequest request;
  private final Progress progress;
  private final HeldLease lease;

  private final Optional<Keyring> keyring;
  private final String selection;
  private final ChecksumFetch fetch;
  private final Quarantine quarantine;
  private final PayloadFetch payload;
  private final Recording recording;
  private final Traffic before;

  HttpRun(
      FilesSource source,
      URI address,
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
    this.keyring = source.keyring().map(Keyring::read);
    this.selection = source.selection(keyring.map(Keyring::digest));
    var base = new SourceAddress(address);
    this.fetch = new ChecksumFetch(upstream, base);
    this.quarantine = new Quarantine(progress);
    var blobs = new BlobFetch(upstream, store.backend());
    this.payload =
        new PayloadFetch(blobs, store.backend(), Places.below(base), quarantine, progress);
    this.recording = new Recording(store, request, clock, source.shownOrigin());
    this.before = upstream.traffic();
  }

  SyncResult run() {
    progress.stage("checksum files");
    // Another keyring or another list: everything is asked anew.
    Optional<SnapshotRecord> comparable =
        request.parent().filter(p -> new Remembered(p.facts()).isOf(selection));
    Remembered parent = comparable.map(p -> new Remembered(p.facts())).orElse(Remembered.NOTHING);
    ChecksumLooks looks = new ChecksumLooks(fetch, store.backend(), parent);
    looks.lookAt(source.checksumFiles().stream().filter(request.retired()::updates).toList());
    ShrinkGuard guard =
        new ShrinkGuard(request, comparable.map(p -> store.manifests().summary(p.digest())));
    return comparable.isPresent() && looks.nothingNew()
        ? unchanged(comparable.get(), looks.refreshed(), guard)
        : changed(looks.files(), guard);
  }

  private SyncResult unchanged(SnapshotRecord parent, Remembered facts, ShrinkGuard guard) {
    if (source.policy() == Policy.ON_DEMAND
        || store.manifests().summary(parent.digest()).missing() == 0) {
      return recording.unchanged(parent, facts.all(), traffic());
    }
    progress.stage("quarantined files");
    Digest root =
        new MissingRetry(store, payload, lease, parallel(), request.retired()).run(parent.digest());
    return recording.collected(root, guard, facts.all(), quarantine.files(), traffic());
  }

  private SyncResult changed(List<ChecksumFile> looked, ShrinkGuard guard) {
    Remembered facts = Remembered.of(source, selection);
    facts.keep(
        request.retired().keptFacts(request.parent().map(SnapshotRecord::facts).orElse(Map.of())));
    try (EntrySorter entries = new EntrySorter(temporaryFolder, new NamedTwice(quarantine)::of)) {
      ChecksumEntries writer = new ChecksumEntries(store.backend(), entries, lease);
      LastModified times = new LastModified(clock.instant());
      List<ChecksumFile> files = new ArrayList<>();
      List<byte[]> texts = new ArrayList<>();
      for (ChecksumFile file : looked) {
        Verified verified = verified(file);
        files.add(verified.file());
        texts.add(verified.text());
        facts.took(verified.file());
      }
      writer.verbatim(files, times);
      for (int i = 0; i < files.size(); i++) {
        writer.named(files.get(i), texts.get(i), times);
      }
      return recording.collected(
          build(entries, guard), guard, facts.all(), quarantine.files(), traffic());
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  private record Verified(ChecksumFile file, byte[] text) {}

  private Verified verified(ChecksumFile file) {
    ChecksumCheck check = new ChecksumCheck(keyring, clock);
    try {
      return new Verified(file, check.text(file));
    } catch (SignatureRefused e) {
      if (Cleartext.is(file.file().content())) {
        throw e;
      }
      // They are two files: between the two requests, the upstream may have published.
      ChecksumFile again = fetch.anew(file.path());
      return new Verified(again, check.text(again));
    }
  }

  private Digest build(EntrySorter entries, ShrinkGuard guard) {
    TreeBuild build =
        new TreeBuild(store, temporaryFolder, lease, request.sharing(), request.retired());
    Optional<Digest> parent = request.parent().map(SnapshotRecord::digest);
    var believed = new Believed(entries.sorted(), quarantine);
    progress.stage("files");
    return switch (source.policy()) {
      case ON_DEMAND -> build.onDemand(believed, parent);
      case FULL -> build.full(believed, parent, guard, payload, parallel());
    };
  }

  private int parallel() {
    return upstream.settings().connectionsPerHost();
  }

  private Traffic traffic() {
    return upstream.traffic().since(before);
  }
}
