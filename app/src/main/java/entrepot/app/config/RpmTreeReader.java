package entrepot.app.config;

import entrepot.app.config.RpmTree.Origin;
import entrepot.app.config.RpmTree.Repository;
import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads trees of kind {@code rpm}, and finds what two repositories cannot both have. */
final class RpmTreeReader {
  private record Asked(String repo, String arch) {}

  /** Clients ask steering by these alone, so they are unique in all trees. */
  private final Map<Asked, String> asked = new HashMap<>();

  RpmTree read(Section tree, CommonKeys common) {
    List<Repository> repositories = new ArrayList<>();
    for (Section section : tree.sections("repositories").values()) {
      Repository repository = repository(section, tree.name());
      RepositoryFolders.check(section, repository, repositories);
      repositories.add(repository);
    }
    if (repositories.isEmpty()) {
      tree.section("repositories")
          .ifPresent(empty ->
              empty.error(
                  "names no repository",
                  "add one, such as 'fedora-42-x86_64:' with its arch and metalink below it"));
    }
    return new RpmTree(
        common.name(),
        common.policyOrUsual(),
        repositories,
        tree.truth("allow-md5").orElse(false),
        common.schedule(),
        common.rules());
  }

  private Repository repository(Section section, String tree) {
    String name = section.name();
    Optional<String> arch = section.text("arch");
    String repo = section.text("repo").orElse(name);
    arch.ifPresent(a -> unique(section, new Asked(repo, a), "%s of tree %s".formatted(name, tree)));
    return new Repository(
        name,
        repo,
        arch.orElse(""),
        RepositoryFolders.path(section),
        origin(section),
        Keyrings.keyring(section, "keyring"),
        Keyrings.keyring(section, "package-keyring"));
  }

  private void unique(Section section, Asked key, String owner) {
    String other = asked.putIfAbsent(key, owner);
    if (other != null) {
      section.error(
          "repo '%s' for '%s' is repository %s already".formatted(key.repo(), key.arch(), other),
          "give this one another 'repo' or 'arch': clients ask for it by both");
    }
  }

  private static Origin origin(Section section) {
    Optional<Value> source = section.value("source");
    Optional<Value> mirrorlist = section.value("mirrorlist");
    Optional<Value> metalink = section.value("metalink");
    only(source.or(() -> mirrorlist).or(() -> metalink), section);
    if (source.isPresent()) {
      mirrorlist.ifPresent(value -> beside(value, "source"));
      metalink.ifPresent(value -> beside(value, "source"));
    } else if (mirrorlist.isPresent()) {
      metalink.ifPresent(value -> beside(value, "mirrorlist"));
    }
    return read(source, Addresses::url, Origin.Source::new)
        .or(() -> read(mirrorlist, Addresses::document, Origin.Mirrorlist::new))
        .or(() -> read(metalink, Addresses::document, Origin.Metalink::new))
        .orElse(new Origin.Source(Addresses.NOT_GIVEN));
  }

  private static void only(Optional<Value> any, Section section) {
    if (any.isEmpty()) {
      section.error(
          "has neither 'source' nor 'mirrorlist' nor 'metalink'",
          "add one of them, such as 'source: https://mirror.example.org/fedora/…/os'");
    }
  }

  private static void beside(Value value, String other) {
    value.error("there is a %s as well".formatted(other), "keep one of the two");
  }

  private static Optional<Origin> read(
      Optional<Value> value, Function<Value, Optional<URI>> address, Function<URI, Origin> origin) {
    return value.flatMap(address).map(origin);
  }
}
