package entrepot.app.quickstart;

import entrepot.app.quickstart.pypi.SampleIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Clients of the tree {@code pypi}: pip, told its region's index, which it believes because of TLS.
 *
 * @param edges where each region's edge speaks TLS
 * @param authority the certificate of who vouches for them
 */
record PipClients(Map<String, String> edges, Path authority) implements ClientKind {
  /** The machine's own: another python's pip may be configured by its environment. */
  static final String PYTHON = "/usr/bin/python3";

  PipClients {
    edges = Map.copyOf(edges);
  }

  @Override
  public String name() {
    return "pip";
  }

  @Override
  public String tree() {
    return QuickstartConfiguration.PYPI;
  }

  @Override
  public String packageName() {
    return SampleIndex.PROJECT;
  }

  @Override
  public Optional<String> obstacle() {
    return Files.isExecutable(Path.of(PYTHON)) && hasPip()
        ? Optional.empty()
        : Optional.of("'%s -m pip' does not run here, so no pip client is run.".formatted(PYTHON));
  }

  private static boolean hasPip() {
    try {
      return new Tool(PYTHON, Map.of(), Path.of("/dev/null")).run("-m", "pip", "--version") == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public ClientRoot in(String region, Path root, String steering) {
    String edge = Objects.requireNonNull(edges.get(region), region);
    return PipRoot.create(root, index(edge), authority);
  }

  @Override
  public Optional<ClientRoot> inBucket(String bucket, Path root) {
    return Optional.of(PipRoot.create(root, index(bucket), authority));
  }

  /** The index that pip is to ask at an edge or a bucket. */
  static String index(String at) {
    return at + "/" + QuickstartConfiguration.PYPI + "/simple/";
  }
}
