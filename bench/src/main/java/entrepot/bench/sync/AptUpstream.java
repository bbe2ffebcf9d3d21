package entrepot.bench.sync;

import entrepot.it.fixture.AptKey;
import entrepot.it.fixture.AptRepository;
import entrepot.it.fixture.RepositoryPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A signed APT repository: suite stable, component main, architecture amd64. */
final class AptUpstream implements Upstream {
  private final AptRepository repository;
  private final Path keyring;

  AptUpstream(Path folder, int packages, int payloadBytes) {
    AptKey key = AptKey.fresh("bench");
    this.keyring = key.writeKeyring(folder.resolve("keyring.gpg"));
    RepositoryPlan plan = RepositoryPlan.small().packages(packages).payloadBytes(payloadBytes);
    this.repository = AptRepository.create(folder.resolve("www"), plan, key);
  }

  @Override
  public String kind() {
    return "apt";
  }

  @Override
  public Path root() {
    return repository.root();
  }

  @Override
  public Path keyring() {
    return keyring;
  }

  @Override
  public List<String> files() {
    List<String> files =
        new ArrayList<>(repository.names().stream().map(repository::path).toList());
    files.add("dists/stable/InRelease");
    return files;
  }

  @Override
  public void change() {
    repository.change(1);
    repository.publish();
    repository.prune();
  }

  @Override
  public void close() {}
}
