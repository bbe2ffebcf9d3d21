package entrepot.collect.wheels;

import entrepot.collect.HeldLease;
import entrepot.collect.python.ConstraintsFile;
import entrepot.collect.python.ProjectName;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.http.Downloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Builds what one platform lacks, several wheels at once. */
final class PlatformRun {
  private final String tree;
  private final Builder builder;
  private final WheelPlan plan;
  private final WheelBuild build;
  private final KeptWheels kept;
  private final WheelsFolder folder;
  private final HeldLease lease;
  private final Progress progress;
  private final SortedMap<ProjectName, BuiltWheel> wheels = new ConcurrentSkipListMap<>();
  private final SortedMap<ProjectName, WheelOutcome> outcomes = new ConcurrentSkipListMap<>();

  PlatformRun(
      String tree,
      Builder builder,
      WheelPlan plan,
      WheelBuild build,
      KeptWheels kept,
      WheelsFolder folder,
      HeldLease lease,
      Progress progress) {
    this.tree = tree;
    this.builder = builder;
    this.plan = plan;
    this.build = build;
    this.kept = kept;
    this.folder = folder;
    this.lease = lease;
    this.progress = progress;
  }

  /** Decides about every constraint, and builds what is to be built. */
  void run(ConstraintsFile constraints, int parallel) {
    progress.stage("wheels for " + builder.platform().name());
    List<WheelTask> tasks = new ArrayList<>();
    for (Planned planned : plan.of(constraints).values()) {
      switch (planned) {
        case Planned.Upstream(var project, var version, var file) ->
            settle(project, outcome(project, version, WheelOutcome.Kind.UPSTREAM, file, ""));
        case Planned.Impossible(var project, var version, var reason) -> {
          settle(project, outcome(project, version, WheelOutcome.Kind.FAILED, "", reason));
          progress.note("%s %s: %s".formatted(project, version, reason));
        }
        case Planned.Build(var task) -> {
          Optional<BuiltWheel> known = kept.find(task);
          known.ifPresentOrElse(
              wheel -> settle(task, wheel, WheelOutcome.Kind.REUSED), () -> tasks.add(task));
        }
      }
    }
    progress.expect(tasks.size(), 0);
    try (Downloads builds = new Downloads(parallel)) {
      tasks.forEach(task -> builds.submit(() -> build(task)));
      builds.finish();
    }
  }

  private void build(WheelTask task) {
    Path log = folder.log(tree, builder.platform().name(), task.project().value());
    try {
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      BuiltWheel wheel = build.build(task, log);
      kept.keep(wheel);
      settle(task, wheel, WheelOutcome.Kind.BUILT);
    } catch (WheelNotBuilt | WheelRefused e) {
      fail(task, e);
    } catch (IOException e) {
      throw new UncheckedIOException("preparing " + log, e);
    }
    synchronized (lease) {
      lease.keep();
    }
    progress.done(1, 0);
  }

  private void fail(WheelTask task, Failure e) {
    String reason = String.valueOf(e.getMessage());
    WheelOutcome.Kind failed = WheelOutcome.Kind.FAILED;
    settle(task.project(), outcome(task.project(), task.version().toString(), failed, "", reason));
    progress.note("%s was not built: %s".formatted(task.title(), reason));
  }

  private void settle(WheelTask task, BuiltWheel wheel, WheelOutcome.Kind kind) {
    wheels.put(task.project(), wheel);
    settle(
        task.project(),
        new WheelOutcome(
            builder.platform().name(),
            task.project().value(),
            wheel.version(),
            kind,
            wheel.file(),
            "",
            wheel.policy(),
            wheel.libraries(),
            log(task.project())));
  }

  private void settle(ProjectName project, WheelOutcome outcome) {
    outcomes.put(project, outcome);
  }

  private WheelOutcome outcome(
      ProjectName project, String version, WheelOutcome.Kind kind, String file, String reason) {
    return new WheelOutcome(
        builder.platform().name(),
        project.value(),
        version,
        kind,
        file,
        reason,
        "",
        List.of(),
        log(project));
  }

  private String log(ProjectName project) {
    Path log = folder.log(tree, builder.platform().name(), project.value());
    return Files.exists(log) ? log.toString() : "";
  }

  /** The wheels that there are now. */
  Collection<BuiltWheel> wheels() {
    return wheels.values();
  }

  /** What became of each constraint. */
  Map<ProjectName, WheelOutcome> outcomes() {
    return new TreeMap<>(outcomes);
  }
}
