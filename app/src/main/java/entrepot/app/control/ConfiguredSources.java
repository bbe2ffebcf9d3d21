package entrepot.app.control;

import entrepot.app.config.AptTree;
import entrepot.app.config.FilesTree;
import entrepot.app.config.PypiTree;
import entrepot.app.config.RpmTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.WheelsTree;
import entrepot.collect.Policy;
import entrepot.collect.apt.AptIndex;
import entrepot.collect.apt.AptSource;
import entrepot.collect.files.FilesOrigin;
import entrepot.collect.files.FilesSource;
import entrepot.collect.pypi.FileChoice;
import entrepot.collect.pypi.ProjectChoice;
import entrepot.collect.pypi.PypiPolicy;
import entrepot.collect.pypi.PypiSource;
import entrepot.collect.pypi.Removals;
import entrepot.collect.python.DistributionName.Kind;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.Requirement;
import entrepot.collect.rpm.RpmOrigin;
import entrepot.collect.rpm.RpmRepository;
import entrepot.collect.rpm.RpmSource;
import entrepot.collect.wheels.MachineSources;
import entrepot.collect.wheels.Platform;
import entrepot.collect.wheels.WheelsSource;
import entrepot.collect.wheels.sandbox.SandboxLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Says to each collector in its own words what the configuration says of a tree. */
final class ConfiguredSources {
  private ConfiguredSources() {}

  static AptSource source(AptTree tree) {
    return new AptSource(
        tree.source(),
        tree.suites(),
        tree.components(),
        tree.architectures(),
        indexes(tree.indexes()),
        tree.languages(),
        tree.keyring(),
        policy(tree),
        tree.checkValidUntil());
  }

  private static Set<AptIndex> indexes(Set<AptTree.Index> configured) {
    return configured.stream()
        .map(index ->
            switch (index) {
              case PACKAGES -> AptIndex.PACKAGES;
              case TRANSLATIONS -> AptIndex.TRANSLATIONS;
              case SOURCES -> AptIndex.SOURCES;
              case CONTENTS -> AptIndex.CONTENTS;
              case DEP11 -> AptIndex.DEP11;
              case CNF -> AptIndex.COMMANDS;
            })
        .collect(Collectors.toSet());
  }

  static RpmSource source(RpmTree tree) {
    return new RpmSource(
        tree.repositories().stream().map(ConfiguredSources::repository).toList(),
        policy(tree),
        tree.allowMd5());
  }

  private static RpmRepository repository(RpmTree.Repository configured) {
    return new RpmRepository(
        configured.name(),
        configured.path(),
        switch (configured.origin()) {
          case RpmTree.Origin.Source(var address) -> new RpmOrigin.Baseurl(address);
          case RpmTree.Origin.Mirrorlist(var address) -> new RpmOrigin.Mirrorlist(address);
          case RpmTree.Origin.Metalink(var address) -> new RpmOrigin.Metalink(address);
        },
        configured.keyring(),
        configured.packageKeyring());
  }

  static FilesSource source(FilesTree tree) {
    return new FilesSource(
        switch (tree.from()) {
          case FilesTree.Origin.Source(var address) -> new FilesOrigin.Http(address);
          case FilesTree.Origin.Folder(var path) -> new FilesOrigin.Folder(path);
        },
        tree.checksums(),
        tree.keyring(),
        policy(tree));
  }

  static PypiSource source(PypiTree tree) {
    PypiTree.Projects projects = tree.projects();
    return new PypiSource(
        tree.source(),
        switch (tree.policy()) {
          case FULL -> PypiPolicy.FULL;
          case ON_DEMAND -> PypiPolicy.ON_DEMAND;
          case METADATA -> PypiPolicy.METADATA;
        },
        new ProjectChoice(
            projects.all(), projects.prefixes(), names(projects.names()), projects.requirements()),
        names(tree.deny()),
        files(tree.select()),
        tree.keepRemoved() ? Removals.KEEP : Removals.FOLLOW);
  }

  static WheelsSource source(WheelsTree tree) {
    WheelsTree.Limits limits = tree.limits();
    return new WheelsSource(
        tree.index(),
        tree.constraints(),
        tree.platforms().stream().map(ConfiguredSources::platform).toList(),
        names(tree.tolerate()),
        tree.parallel(),
        new SandboxLimits(
            limits.time(), limits.memory(), limits.processes(), limits.disk(), limits.output()));
  }

  private static Platform platform(WheelsTree.Platform platform) {
    List<String> sources =
        platform
            .source()
            .map(url -> List.of("deb %s %s main".formatted(url, platform.suite())))
            .orElseGet(() -> MachineSources.of(Path.of("/etc/apt"), platform.suite()));
    return new Platform(
        platform.name(), platform.suite(), platform.architecture(), sources, platform.packages());
  }

  private static FileChoice files(PypiTree.Select select) {
    List<Requirement> versions = select.versions().stream().map(Requirement::of).toList();
    Set<Kind> kinds =
        select.kinds().stream()
            .map(word -> Kind.valueOf(word.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    return new FileChoice(
        select.newest(),
        select.required(),
        versions.stream().collect(Collectors.toMap(Requirement::name, Requirement::versions)),
        select.preReleases(),
        select.platforms(),
        select.pythons(),
        kinds.isEmpty() ? FileChoice.ALL.kinds() : kinds,
        select.maxSize().map(OptionalLong::of).orElse(OptionalLong.empty()),
        select.maxAge());
  }

  private static Set<ProjectName> names(List<String> names) {
    return names.stream().map(ProjectName::of).collect(Collectors.toSet());
  }

  private static Policy policy(TreeConfiguration tree) {
    return switch (tree.policy()) {
      case FULL -> Policy.FULL;
      case ON_DEMAND -> Policy.ON_DEMAND;
      case METADATA -> throw new IllegalStateException(tree.name() + " is no Python index");
    };
  }
}
