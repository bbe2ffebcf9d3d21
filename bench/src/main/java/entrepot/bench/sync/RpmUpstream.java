package entrepot.bench.sync;

import entrepot.it.fixture.GpgKey;
import entrepot.it.fixture.RpmPlan;
import entrepot.it.fixture.RpmRepositoryOnDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An RPM repository as createrepo_c makes it, with signed packages and a signed repomd.xml. */
final class RpmUpstream implements Upstream {
  private final GpgKey key;
  private final RpmRepositoryOnDisk repository;

  RpmUpstream(Path folder, int packages, int payloadBytes) {
    this.key = GpgKey.create(folder.resolve("gpg"), "bench");
    RpmPlan plan = RpmPlan.small().packages(packages).payloadBytes(payloadBytes);
    this.repository = RpmRepositoryOnDisk.create(folder.resolve("www"), plan, key);
  }

  @Override
  public String kind() {
    return "rpm";
  }

  @Override
  public Path root() {
    return repository.root();
  }

  @Override
  public Path keyring() {
    return key.certificate();
  }

  @Override
  public List<String> files() {
    List<String> files =
        new ArrayList<>(repository.names().stream().map(repository::path).toList());
    files.add(RpmRepositoryOnDisk.REPOMD);
    return files;
  }

  @Override
  public void change() {
    repository.change(1);
    repository.publish();
    repository.prune();
  }

  @Override
  public void close() {
    key.close();
  }
}
