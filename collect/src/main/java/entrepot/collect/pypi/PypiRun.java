package entrepot.collect.pypi;

import entrepot.collect.BlobFetch;
import entrepot.collect.HeldLease;
import entrepot.collect.MissingRetry;
import entrepot.collect.PayloadFetch;
import entrepot.collect.PayloadWork;
import entrepot.collect.Quarantine;
import entrepot.collect.Recording;
import entrepot.collect.ShrinkGuard;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.http.Pause;
import entrepot.kit.http.Traffic;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.Validators;
import entrepot.store.Store;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.Summary;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run over the projects of an index, under one lease. */
final class PypiRun {
  private final PypiSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final SyncRequest request;
  private final Progress progress;
  private final HeldLease lease;

  private final InstantSource clock;
  private final int parallel;
  private final long now;
  private final Wanted wanted;
  private final PypiFacts parent;
  private final String fileSelection;
  private final boolean sameFiles;
  private final boolean sameProjects;
  private final IndexClient client;
  private final Pause pause;
  private final Quarantine quarantine;
  private final PayloadFetch payload;
  private final Recording recording;
  private final OwnList ownList;
  private final LookAgain lookAgain;
  private final Traffic before;

  PypiRun(
      PypiSource source,
      Upstream upstream,
      Store store,
      Path temporaryFolder,
      InstantSource clock,
      Pause pause,
      SyncRequest request,
      Progress progress,
      HeldLease lease) {
    this.source = source;
    this.upstream = upstream;
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.request = request;
    this.progress = progress;
    this.lease = lease;
    this.pause = pause;
    this.parallel = upstream.settings().connectionsPerHost();
    this.clock = clock;
    this.now = clock.instant().getEpochSecond();
    this.wanted = Wanted.of(source);
    this.parent = new PypiFacts(request.parent().map(SnapshotRecord::facts).orElse(Map.of()));
    this.fileSelection = source.fileSelection(wanted);
    this.sameFiles = parent.files().equals(Optional.of(fileSelection));
    this.sameProjects = parent.projects().equals(Optional.of(wanted.digest()));
    this.client = new IndexClient(upstream, source.index(), temporaryFolder);
    this.quarantine = new Quarantine(progress);
    this.payload =
        new PayloadFetch(
            new BlobFetch(upstream, store.backend()),
            store.backend(),
            new PypiPlaces(source.index()),
            quarantine,
            progress);
    this.recording = new Recording(store, request, clock, source.shown());
    this.ownList = new OwnList(store);
    this.lookAgain = new LookAgain(store, source.files(), request.withdrawn(), clock.instant());
    this.before = upstream.traffic();
  }

  SyncResult run() {
    progress.stage("list of projects");
    Optional<Listed> listed = wanted.needsList() ? list() : Optional.empty();
    Optional<Digest> base = retried();
    Set<String> again = lookAgain.projects(base, parent);
    boolean quiet =
        wanted.needsList() && listed.isEmpty() && parent.allSerials() && again.isEmpty();
    if (quiet) {
      return recording.collected(
          base.orElseThrow(), guard(), quiet(), quarantine.files(), traffic());
    }
    SerialList held = base.map(ownList::read).orElseGet(SerialList::new);
    Plan plan =
        new Plan(wanted, source.removals(), !sameFiles, again, request.allowShrink(), quarantine);
    ProjectTable table =
        wanted.needsList() ? plan.of(held, listed, parent.allSerials()) : plan.ofNames(held);
    return changed(table, plan, again, listed, base);
  }

  /** The upstream's list; empty when it is as it was at the parent's run. */
  private Optional<Listed> list() {
    Validators known =
        request.parent().isPresent() && sameFiles && sameProjects && !request.allowShrink()
            ? parent.list()
            : Validators.NONE;
    long least = request.allowShrink() ? SerialList.UNKNOWN : parent.serial();
    Optional<Listed> listed = new ListLook(client, pause, progress).look(wanted, known, least);
    listed
        .filter(Listed::stale)
        .ifPresent(stale ->
            quarantine.leftOut(
                OwnList.JSON,
                "the index's list went back from serial %d to %d; what it lacks stays"
                    .formatted(least, stale.serial())));
    return listed;
  }

  /** The parent's tree, with those of its missing files that came this time. */
  private Optional<Digest> retried() {
    Optional<Digest> root = request.parent().map(SnapshotRecord::digest);
    boolean retry =
        root.isPresent()
            && source.policy() != PypiPolicy.ON_DEMAND
            && sameFiles
            && store.manifests().summary(root.get()).missing() > 0;
    if (!retry) {
      return root;
    }
    progress.stage("quarantined files");
    return root.map(r -> new MissingRetry(store, payload, lease, parallel).run(r));
  }

  private SyncResult changed(
      ProjectTable table,
      Plan plan,
      Set<String> again,
      Optional<Listed> listed,
      Optional<Digest> base) {
    ShrinkGuard guard = guard();
    PageEntries pages = new PageEntries(store.backend(), now);
    Balance balance = new Balance(base.map(store.manifests()::summary).orElse(Summary.EMPTY));
    PageChoice choice =
        new PageChoice(
            new PageFilter(source.files(), wanted.required(), clock.instant()),
            request.withdrawn(),
            quarantine);
    try (TreeEdits edits = new TreeEdits(temporaryFolder);
        EntrySorter files = new EntrySorter(temporaryFolder);
        ProjectHints hints = new ProjectHints(store, request.tree(), base, temporaryFolder)) {
      ProjectEdits projectEdits =
          new ProjectEdits(
              source,
              store,
              base,
              choice,
              new FileEntries(source.policy(), now),
              pages,
              payload,
              edits,
              entry -> add(files, entry),
              balance);
      ProjectWork work =
          new ProjectWork(
              table,
              new ProjectLook(client, entrepot.collect.python.PageLimits.DEFAULT, pause),
              projectEdits,
              hints,
              source.removals(),
              project -> sameFiles && !again.contains(project),
              request.allowShrink(),
              quarantine,
              progress);
      progress.stage("projects");
      work.all(parallel, lease);
      guard.check(balance.after());
      fetch(files.sorted(), edits);
      if (work.listChanged() || base.isEmpty()) {
        ownList.write(table, pages).forEach(edits::put);
      }
      SyncResult result =
          recording.collected(
              edited(base, edits),
              guard,
              facts(listed, choice.withheld(), work.allSettled() && !plan.wentBack()).all(),
              quarantine.files(),
              traffic());
      hints.write();
      return result;
    }
  }

  private void add(EntrySorter files, Entry entry) {
    payload.announce(entry);
    synchronized (files) {
      files.add(entry);
    }
  }

  private void fetch(Iterator<Entry> files, TreeEdits edits) {
    if (!files.hasNext()) {
      return;
    }
    progress.stage("files");
    request.sharing().fetch(files, new PayloadWork(payload, parallel, lease::keep), edits::put);
  }

  private Digest edited(Optional<Digest> base, TreeEdits edits) {
    if (base.isPresent() && edits.isEmpty()) {
      return base.get();
    }
    CrashPoint.SYNC_BEFORE_MANIFEST.reached();
    Iterator<Edit> sorted = edits.sorted();
    Digest root = store.manifests().edit(base.orElseGet(store.manifests()::empty), sorted);
    CrashPoint.SYNC_AFTER_MANIFEST.reached();
    return root;
  }

  private PypiFacts facts(Optional<Listed> listed, Set<String> withheld, boolean settled) {
    PypiFacts facts = new PypiFacts(Map.of());
    facts.selection(fileSelection, wanted.digest(), source.policy());
    facts.withdrawn(
        settled ? lookAgain.withdrawn() : parent.withdrawn(), withheld(withheld, settled));
    facts.aged(settled ? lookAgain.day() : parent.aged());
    if (!wanted.needsList()) {
      return facts;
    }
    long serial = listed.map(Listed::serial).orElseGet(parent::serial);
    facts.serial(request.allowShrink() ? serial : Math.max(serial, parent.serial()));
    boolean stale = listed.filter(Listed::stale).isPresent();
    // What could not be looked at is asked for again: then the whole list is needed.
    facts.list(
        settled && !stale
            ? listed.map(Listed::validators).orElseGet(parent::list)
            : Validators.NONE);
    facts.allSerials(listed.map(Listed::allSerials).orElseGet(parent::allSerials));
    return facts;
  }

  /** Once nothing is withdrawn any more, those of before have been looked at. */
  private Set<String> withheld(Set<String> now, boolean settled) {
    if (settled && request.withdrawn().isEmpty()) {
      return now;
    }
    Set<String> projects = new HashSet<>(now);
    projects.addAll(parent.withheld());
    return projects;
  }

  /** Nothing was to be looked at; the day may be another. */
  private Map<String, String> quiet() {
    PypiFacts facts = new PypiFacts(parent.all());
    facts.withdrawn(lookAgain.withdrawn(), withheld(Set.of(), true));
    facts.aged(lookAgain.day());
    return facts.all();
  }

  /** Another selection makes another tree: that is the operator's doing, not the upstream's. */
  private ShrinkGuard guard() {
    return new ShrinkGuard(
        request,
        request
            .parent()
            .filter(p -> sameFiles && sameProjects)
            .map(p -> store.manifests().summary(p.digest())));
  }

  private Traffic traffic() {
    return upstream.traffic().since(before);
  }
}
