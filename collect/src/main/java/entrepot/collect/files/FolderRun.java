package entrepot.collect.files;

import entrepot.collect.HeldLease;
import entrepot.collect.Quarantine;
import entrepot.collect.Recording;
import entrepot.collect.ShrinkGuard;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.pgp.Keyring;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.http.Downloads;
import entrepot.kit.http.Traffic;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run over a folder, under one lease. Files that are known by their stamps are not read. */
final class FolderRun {
  /** Hashing and copying: more at once only makes a disk seek. */
  private static final int PARALLEL = 4;

  private final FilesSource source;
  private final Path root;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;
  private final SyncRequest request;
  private final Progress progress;
  private final HeldLease lease;

  private final Optional<Keyring> keyring;
  private final String selection;
  private final Quarantine quarantine;
  private final FileTake take;
  private final Recording recording;
  private final Hints hints;
  private final Instant began;

  private long files;
  private long bytes;

  FolderRun(
      FilesSource source,
      Path folder,
      Store store,
      Path temporaryFolder,
      InstantSource clock,
      SyncRequest request,
      Progress progress,
      HeldLease lease) {
    this.source = source;
    this.root = real(folder);
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.clock = clock;
    this.request = request;
    this.progress = progress;
    this.lease = lease;
    this.keyring = source.keyring().map(Keyring::read);
    this.selection = source.selection(keyring.map(Keyring::digest));
    this.quarantine = new Quarantine(progress);
    this.take = new FileTake(root, store.backend(), quarantine);
    this.recording = new Recording(store, request, clock, source.shownOrigin());
    this.hints = new Hints(store.backend(), request.tree());
    this.began = clock.instant();
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new FolderUnreadable(folder, "it is not there", e);
    }
  }

  SyncResult run() {
    try (EntrySorter walked = new EntrySorter(temporaryFolder);
        EntrySorter named = new EntrySorter(temporaryFolder, new NamedTwice(quarantine)::of)) {
      progress.stage("folder");
      ShrinkGuard guard = guard();
      FolderChecksums checksums = new FolderChecksums(root, source.checksumFiles());
      new FolderWalk(root, quarantine, lease, file -> walked(file, walked, checksums)).walk();
      guard.check(new Summary(files, bytes, 0, 0));
      List<ChecksumFile> read = checksums.read(take);
      FolderChecksums.write(
          read, keyring, new ChecksumEntries(store.backend(), named, lease), clock);
      return collected(walked.sorted(), new Believed(named.sorted(), quarantine), guard);
    }
  }

  private void walked(Entry file, EntrySorter walked, FolderChecksums checksums) {
    walked.add(file);
    checksums.consider(file.path());
    files++;
    bytes += Math.max(0, file.size());
  }

  private SyncResult collected(Iterator<Entry> walked, Iterator<Entry> named, ShrinkGuard guard) {
    try (EntrySorter completed = new EntrySorter(temporaryFolder);
        EntrySorter wanted = new EntrySorter(temporaryFolder);
        HintsAnew anew = new HintsAnew(hints, temporaryFolder)) {
      var join =
          new FolderJoin(
              named,
              anew.former(),
              parentEntries(),
              quarantine,
              completed::add,
              entry -> want(entry, wanted),
              anew::keep);
      boolean changed = join.join(walked);
      SyncResult result;
      if (changed || request.parent().isEmpty()) {
        progress.stage("files");
        read(wanted.sorted(), completed, anew);
        result = record(build(completed.sorted()), guard);
      } else {
        result = recording.unchanged(request.parent().get(), facts(), Traffic.NONE);
      }
      anew.write();
      return result;
    }
  }

  private void want(Entry entry, EntrySorter wanted) {
    lease.keep();
    progress.expect(1, entry.size());
    wanted.add(entry);
  }

  private void read(Iterator<Entry> wanted, EntrySorter completed, HintsAnew anew) {
    try (Downloads reads = new Downloads(PARALLEL)) {
      while (wanted.hasNext()) {
        lease.keep();
        Entry entry = wanted.next();
        reads.submit(() -> {
          Optional<Entry> taken = take.take(entry);
          progress.done(1, entry.size());
          synchronized (completed) {
            taken.ifPresent(now -> {
              anew.read(now, began);
              completed.add(withoutStamp(now));
            });
          }
        });
      }
      reads.finish();
    }
  }

  private static Entry withoutStamp(Entry taken) {
    return new Entry(
        taken.path(),
        taken.role(),
        taken.state(),
        taken.size(),
        taken.mtime(),
        taken.digests(),
        taken.extensions().stream().filter(e -> e.tag() != Stamp.TAG).toList());
  }

  private Digest build(Iterator<Entry> completed) {
    Beside parent = new Beside(parentEntries());
    CrashPoint.SYNC_BEFORE_MANIFEST.reached();
    Digest root =
        store
            .manifests()
            .build(
                new Iterator<>() {
                  @Override
                  public boolean hasNext() {
                    return completed.hasNext();
                  }

                  @Override
                  public Entry next() {
                    Entry now = completed.next();
                    return FolderJoin.aged(now, parent.at(now.path()));
                  }
                });
    CrashPoint.SYNC_AFTER_MANIFEST.reached();
    return root;
  }

  private SyncResult record(Digest root, ShrinkGuard guard) {
    return recording.collected(root, guard, facts(), quarantine.files(), Traffic.NONE);
  }

  private Map<String, String> facts() {
    return Remembered.of(source, selection).all();
  }

  private Iterator<Entry> parentEntries() {
    return request
        .parent()
        .map(p -> store.manifests().entries(p.digest()))
        .orElse(Collections.emptyIterator());
  }

  /** Another folder is the operator's doing, not that of whoever fills it. */
  private ShrinkGuard guard() {
    Optional<SnapshotRecord> comparable =
        request.parent().filter(p -> new Remembered(p.facts()).isOf(selection));
    return new ShrinkGuard(request, comparable.map(p -> store.manifests().summary(p.digest())));
  }
}
