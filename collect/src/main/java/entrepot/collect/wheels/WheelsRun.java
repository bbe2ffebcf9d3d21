package entrepot.collect.wheels;

import entrepot.collect.HeldLease;
import entrepot.collect.Recording;
import entrepot.collect.Sharing;
import entrepot.collect.ShrinkGuard;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.collect.TreeBuild;
import entrepot.collect.python.ConstraintsFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.wheels.sandbox.Sandbox;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.Traffic;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import entrepot.store.snapshot.SnapshotRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One run: plans, builds, and makes a snapshot, unless a wheel failed that may not. */
final class WheelsRun {
  private final WheelsSource source;
  private final WheelsOrder order;
  private final PinnedIndex index;
  private final WheelsFolder folder;
  private final Store store;
  private final Sandbox sandbox;
  private final InstantSource clock;
  private final SyncRequest request;
  private final Progress progress;
  private final HeldLease lease;

  WheelsRun(
      WheelsSource source,
      WheelsOrder order,
      PinnedIndex index,
      WheelsFolder folder,
      Store store,
      Sandbox sandbox,
      InstantSource clock,
      SyncRequest request,
      Progress progress,
      HeldLease lease) {
    this.source = source;
    this.order = order;
    this.index = index;
    this.folder = folder;
    this.store = store;
    this.sandbox = sandbox;
    this.clock = clock;
    this.request = request;
    this.progress = progress;
    this.lease = lease;
  }

  WheelsResult run() {
    try {
      return build();
    } finally {
      folder.clear(request.tree());
    }
  }

  private WheelsResult build() {
    String tree = request.tree();
    ConstraintsFile constraints = constraints();
    Path making = folder.making(tree);
    Path sockets = folder.sockets(tree);
    Builders builders = new Builders(folder.builders(tree), sandbox);
    FormerTree former = new FormerTree(store, request.parent().map(SnapshotRecord::digest));
    SortedMap<TreePath, Entry> entries = new TreeMap<>();
    List<WheelOutcome> outcomes = new ArrayList<>();
    for (Platform platform : source.platforms()) {
      if (!order.covers(platform)) {
        former.platform(platform.name()).forEach(entry -> entries.put(entry.path(), entry));
        continue;
      }
      Builder builder = builders.get(platform, order.newBuilders(), progress);
      PlatformRun run =
          new PlatformRun(
              tree,
              builder,
              new WheelPlan(index, builder),
              new WheelBuild(builder, index, store, sandbox, source.limits(), making, sockets),
              new KeptWheels(folder.built(tree, platform.name()), store, index, builder),
              folder,
              lease,
              progress);
      run.run(constraints, source.parallel());
      publish(run, platform, former, entries, outcomes);
    }
    List<String> done =
        source.platforms().stream().filter(order::covers).map(Platform::name).toList();
    new Outcomes(folder.outcomes(tree)).remember(new TreeSet<>(done), outcomes);
    if (outcomes.stream().anyMatch(o -> o.kind() == WheelOutcome.Kind.FAILED)) {
      throw new WheelsFailed(tree, outcomes);
    }
    return new WheelsResult(record(entries), outcomes);
  }

  private ConstraintsFile constraints() {
    Path file = source.constraints().toAbsolutePath();
    try {
      return ConstraintsFile.read(
          file.getFileName().toString(),
          name -> Files.newInputStream(file.resolveSibling(name).normalize()));
    } catch (IOException e) {
      throw new ConstraintsUnreadable(file, e);
    }
  }

  private void publish(
      PlatformRun run,
      Platform platform,
      FormerTree former,
      SortedMap<TreePath, Entry> entries,
      List<WheelOutcome> outcomes) {
    WheelPages pages =
        new WheelPages(store.backend(), platform.name(), clock.instant().getEpochSecond());
    TreeSet<ProjectName> listed = new TreeSet<>();
    for (BuiltWheel wheel : run.wheels()) {
      listed.add(wheel.project());
      pages.project(wheel).forEach(entry -> entries.put(entry.path(), entry));
    }
    for (Map.Entry<ProjectName, WheelOutcome> each : run.outcomes().entrySet()) {
      WheelOutcome outcome = each.getValue();
      if (outcome.kind() != WheelOutcome.Kind.FAILED
          || !source.tolerate().contains(each.getKey())) {
        outcomes.add(outcome);
        continue;
      }
      List<Entry> before = former.project(platform.name(), each.getKey());
      if (before.isEmpty()) {
        outcomes.add(outcome.as(WheelOutcome.Kind.TOLERATED));
      } else {
        listed.add(each.getKey());
        before.forEach(entry -> entries.put(entry.path(), entry));
        outcomes.add(outcome.kept(FormerTree.wheel(before)));
      }
    }
    pages.list(listed).forEach(entry -> entries.put(entry.path(), entry));
  }

  private SyncResult record(SortedMap<TreePath, Entry> entries) {
    Optional<Digest> parent = request.parent().map(SnapshotRecord::digest);
    Digest root =
        new TreeBuild(store, folder.top(), lease, Sharing.ALONE)
            .onDemand(entries.values().iterator(), parent);
    Map<String, String> facts = new TreeMap<>();
    facts.put("index", index.tree() + " " + index.snapshot().hex());
    facts.put(
        "platforms",
        source.platforms().stream().map(Platform::name).collect(Collectors.joining(" ")));
    // Fewer wheels are the operator's own doing, or the index has them now.
    return new Recording(store, request, clock, source.constraints().toString())
        .collected(
            root, new ShrinkGuard(request, Optional.empty()), facts, List.of(), Traffic.NONE);
  }
}
