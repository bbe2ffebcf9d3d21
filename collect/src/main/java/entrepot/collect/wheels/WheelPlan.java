package entrepot.collect.wheels;

import entrepot.collect.python.Constraint;
import entrepot.collect.python.ConstraintsFile;
import entrepot.collect.python.DistributionName;
import entrepot.collect.python.Environment;
import entrepot.collect.python.ProjectFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.ProjectPage;
import entrepot.collect.python.PythonVersion;
import entrepot.collect.python.VersionSpecifiers;
import entrepot.store.manifest.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides for a platform which constraints apply there and which of them need a wheel built. */
final class WheelPlan {
  /** All that pip unpacks; the usual first. */
  private static final List<String> ENDINGS =
      List.of(".tar.gz", ".zip", ".tgz", ".tar.bz2", ".tar.xz");

  private final PinnedIndex index;
  private final Environment environment;
  private final PythonVersion python;
  private final Set<String> tags;

  WheelPlan(PinnedIndex index, Builder builder) {
    this.index = index;
    this.environment = new Environment(builder.markers());
    this.python = PythonVersion.of(builder.markers().getOrDefault("python_full_version", "0"));
    this.tags = new HashSet<>(builder.tags());
  }

  /** By project; {@code RequirementsRefused} when two lines that apply contradict each other. */
  SortedMap<ProjectName, Planned> of(ConstraintsFile constraints) {
    SortedMap<ProjectName, Planned> planned = new TreeMap<>();
    for (Constraint constraint : constraints.applicable(environment)) {
      ProjectName project = constraint.requirement().name();
      if (constraint.requirement().versions().pin().isEmpty()) {
        planned.putIfAbsent(
            project,
            new Planned.Impossible(
                project, "", "%s pins it to no one version".formatted(constraint.place())));
      }
    }
    for (Map.Entry<ProjectName, PythonVersion> pin : constraints.pins(environment).entrySet()) {
      planned.put(pin.getKey(), of(pin.getKey(), pin.getValue()));
    }
    return planned;
  }

  private Planned of(ProjectName project, PythonVersion version) {
    Optional<ProjectPage> page = index.page(project);
    if (page.isEmpty()) {
      return impossible(project, version, "tree %s has no such project".formatted(index.tree()));
    }
    List<ProjectFile> sdists = new ArrayList<>();
    for (ProjectFile file : page.get().files()) {
      DistributionName name = DistributionName.parse(file.filename(), project);
      if (!name.version().equals(Optional.of(version))) {
        continue;
      }
      if (name.kind() == DistributionName.Kind.WHEEL && fits(name, file)) {
        return new Planned.Upstream(project, version.toString(), file.filename());
      }
      if (name.kind() == DistributionName.Kind.SDIST) {
        sdists.add(file);
      }
    }
    return fromSdist(project, version, sdists);
  }

  private boolean fits(DistributionName name, ProjectFile file) {
    return name.tags().stream().anyMatch(tag -> tags.contains(tag.toString()))
        && runsHere(file)
        && index.path(file).flatMap(index::file).isPresent();
  }

  private boolean runsHere(ProjectFile file) {
    return file.requiresPython()
        .flatMap(VersionSpecifiers::parse)
        .map(range -> range.matches(python))
        .orElse(true);
  }

  private Planned fromSdist(ProjectName project, PythonVersion version, List<ProjectFile> sdists) {
    Optional<ProjectFile> sdist = sdists.stream().min(Comparator.comparingInt(WheelPlan::unusual));
    if (sdist.isEmpty()) {
      return impossible(
          project,
          version,
          "tree %s has neither a wheel for this platform nor an sdist".formatted(index.tree()));
    }
    if (!runsHere(sdist.get())) {
      return impossible(
          project,
          version,
          "it wants Python %s, and this is %s"
              .formatted(sdist.get().requiresPython().orElse(""), python));
    }
    Optional<Entry> entry = index.path(sdist.get()).flatMap(index::file);
    if (entry.isEmpty() || sdist.get().strongest().isEmpty()) {
      return impossible(
          project,
          version,
          "the sdist %s is quarantined, or has no checksum".formatted(sdist.get().filename()));
    }
    return new Planned.Build(new WheelTask(project, version, sdist.get(), entry.get()));
  }

  private static int unusual(ProjectFile file) {
    for (int i = 0; i < ENDINGS.size(); i++) {
      if (file.filename().endsWith(ENDINGS.get(i))) {
        return i;
      }
    }
    return ENDINGS.size();
  }

  private static Planned impossible(ProjectName project, PythonVersion version, String reason) {
    return new Planned.Impossible(project, version.toString(), reason);
  }
}
