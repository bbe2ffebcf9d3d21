package entrepot.app.steering;

import entrepot.app.config.Configuration;
import entrepot.app.config.MirrorConfiguration;
import entrepot.app.config.RpmTree;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.RepoArch;
import entrepot.steering.map.RepomdFile;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The repositories of RPM trees: which versions of each repomd.xml were released, and who serves
 * which. The map itself then leaves out whose version has expired.
 */
final class Repositories {
  private final Configuration configuration;
  private final Store store;
  private final MirrorChecks checks;
  private final RepomdVersions versions;

  Repositories(Configuration configuration, Store store, MirrorChecks checks) {
    this.configuration = configuration;
    this.store = store;
    this.checks = checks;
    this.versions = new RepomdVersions(store);
  }

  List<Directory> of(RpmTree tree, Served served) {
    return tree.repositories().stream().map(each -> of(tree, each, served)).toList();
  }

  /** The same, as known by name and not served. */
  List<Directory> namesOf(RpmTree tree) {
    return tree.repositories().stream()
        .map(each ->
            new Directory(
                path(tree, each),
                List.of(new RepoArch(each.repo(), each.arch())),
                true,
                List.of(),
                List.of()))
        .toList();
  }

  private static String path(RpmTree tree, RpmTree.Repository repository) {
    return repository.path().isEmpty() ? tree.name() : tree.name() + "/" + repository.path();
  }

  private Directory of(RpmTree tree, RpmTree.Repository repository, Served served) {
    TreePath repomd = EntryPoints.repomd(repository);
    return new Directory(
        path(tree, repository),
        List.of(new RepoArch(repository.repo(), repository.arch())),
        false,
        released(repomd, served.published().getOrDefault(tree.name(), List.of())),
        carriers(tree, repomd, served));
  }

  private List<RepomdFile> released(TreePath repomd, List<Published> published) {
    List<RepomdFile> files = new ArrayList<>();
    for (Published each : published) {
      at(each.snapshot(), repomd)
          .flatMap(entry -> versions.of(entry, each.time()))
          .ifPresent(files::add);
    }
    return files;
  }

  private List<Carrier> carriers(RpmTree tree, TreePath repomd, Served served) {
    List<Carrier> carriers = new ArrayList<>();
    for (String region : served.edges().keySet().stream().sorted().toList()) {
      Map<String, Digest> trees = served.snapshots().getOrDefault(region, Map.of());
      Optional.ofNullable(trees.get(tree.name()))
          .flatMap(snapshot -> at(snapshot, repomd))
          .flatMap(Entry::sha256)
          .ifPresent(sha -> carriers.add(Carrier.serving(Hosts.edge(region), sha.hex())));
    }
    for (MirrorConfiguration mirror : configuration.steering().mirrors().values()) {
      if (mirror.tree().equals(tree.name())) {
        if (mirror.alwaysFresh()) {
          carriers.add(Carrier.fresh(Hosts.mirror(mirror)));
        } else {
          checks
              .at(mirror, repomd)
              .ifPresent(sha -> carriers.add(Carrier.serving(Hosts.mirror(mirror), sha.hex())));
        }
      }
    }
    return carriers;
  }

  private Optional<Entry> at(Digest snapshot, TreePath path) {
    return Snapshot.of(store, snapshot)
        .flatMap(s -> s.find(path))
        .filter(entry -> entry.state() == State.PRESENT);
  }
}
