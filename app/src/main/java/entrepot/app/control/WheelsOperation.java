package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.NotFound;
import entrepot.app.command.Report;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.WheelsTree;
import entrepot.collect.Collector;
import entrepot.collect.python.ProjectName;
import entrepot.collect.wheels.WheelOutcome;
import entrepot.collect.wheels.WheelsCollector;
import entrepot.collect.wheels.WheelsFailed;
import entrepot.collect.wheels.WheelsFolder;
import entrepot.collect.wheels.WheelsOrder;
import entrepot.collect.wheels.WheelsResult;
import entrepot.kit.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Builds wheels as a sync run of their tree, and tells what came of each. */
final class WheelsOperation {
  private static final int LONGEST_LOG = 1 << 20;

  private final ControlPlane plane;
  private final SyncOperation sync;

  WheelsOperation(ControlPlane plane, SyncOperation sync) {
    this.plane = plane;
    this.sync = sync;
  }

  Report.WheelsBuilt build(Command.WheelsBuild command, Progress progress) {
    String tree = tree(command.tree()).name();
    WheelsCollector collector = collector(tree);
    command.platforms().forEach(platform -> checkPlatform(collector, platform));
    WheelsOrder order = new WheelsOrder(Set.copyOf(command.platforms()), command.newBuilders());
    AtomicReference<List<WheelOutcome>> outcomes = new AtomicReference<>(List.of());
    Collector ordered =
        (request, told) -> {
          WheelsResult result = collector.build(request, order, told);
          outcomes.set(result.outcomes());
          return result.result();
        };
    try {
      Report.Synced synced =
          sync.run(new Command.Sync(tree, false, command.release()), ordered, progress);
      return new Report.WheelsBuilt(
          tree, synced.outcome(), "", Optional.of(synced), rows(outcomes.get()));
    } catch (WheelsFailed e) {
      String message = String.valueOf(e.getMessage());
      return new Report.WheelsBuilt(tree, "refused", message, Optional.empty(), rows(e.outcomes()));
    }
  }

  Report.WheelList list(Command.WheelsList command) {
    String tree = tree(command.tree()).name();
    return new Report.WheelList(tree, rows(collector(tree).outcomes(tree)));
  }

  Report.WheelLog log(Command.WheelsLog command) {
    WheelsTree tree = tree(command.tree());
    WheelsCollector collector = collector(tree.name());
    command.platform().ifPresent(platform -> checkPlatform(collector, platform));
    List<String> platforms = command.platform().map(List::of).orElseGet(collector::platforms);
    WheelsFolder folder = new WheelsFolder(plane.folder().wheels(), plane.folder().wheelSockets());
    Optional<ProjectName> project = ProjectName.parse(command.project());
    for (String platform : project.isPresent() ? platforms : List.<String>of()) {
      Path log = folder.log(tree.name(), platform, project.get().value());
      if (Files.exists(log)) {
        return new Report.WheelLog(platform, project.get().value(), end(log));
      }
    }
    List<String> known =
        collector.outcomes(tree.name()).stream()
            .filter(outcome -> !outcome.log().isEmpty())
            .map(WheelOutcome::project)
            .distinct()
            .toList();
    throw new NotFound("build log", command.project(), known);
  }

  private static String end(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LONGEST_LOG);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + log, e);
    }
  }

  private WheelsTree tree(String name) {
    TreeConfiguration tree = plane.tree(name);
    if (tree instanceof WheelsTree wheels) {
      return wheels;
    }
    throw new NotFound(
        "tree of kind wheels",
        name,
        plane.configuration().trees().values().stream()
            .filter(t -> t instanceof WheelsTree)
            .map(TreeConfiguration::name)
            .toList());
  }

  private WheelsCollector collector(String tree) {
    return (WheelsCollector) plane.sources().collector(tree);
  }

  private static void checkPlatform(WheelsCollector collector, String platform) {
    if (!collector.platforms().contains(platform)) {
      throw new NotFound("platform", platform, collector.platforms());
    }
  }

  private static List<Report.WheelRow> rows(List<WheelOutcome> outcomes) {
    return outcomes.stream()
        .map(o ->
            new Report.WheelRow(
                o.platform(),
                o.project(),
                o.version(),
                o.kind().word(),
                o.file(),
                o.reason(),
                o.policy(),
                o.libraries(),
                o.log()))
        .toList();
  }
}
