package entrepot.bench.sync;

import entrepot.kit.TreePath;
import entrepot.release.DiskReplicaReader;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Entrepot by its command line: sync under policy full, release to one region's replica. */
final class Entrepot implements Contender {
  private static final String TREE = "bench";
  private static final String WARM = "warm";
  private static final String REGION = "local";

  private final Path folder;
  private final Path configuration;

  /** With the tree that is measured, and one that a server has mirrored before. */
  Entrepot(Path folder, Served upstream, Served before) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.configuration =
        Files.writeString(
            folder.resolve("entrepot.yaml"),
            configuration(folder, tree(TREE, upstream) + tree(WARM, before)));
  }

  private static String tree(String name, Served served) {
    String origin =
        served.upstream().kind().equals("apt")
            ? """
                kind: apt
                source: %2$s
                suites: [stable]
                components: [main]
                architectures: [amd64]
                keyring: %3$s
            """
            : """
                kind: rpm
                repositories:
                  %1$s:
                    path: ""
                    arch: noarch
                    source: %2$s
                    keyring: %3$s
            """;
    return """
      %s:
    %s    policy: full
        release: automatic
    """
        .formatted(name, origin.formatted(name, served.url(), served.upstream().keyring()));
  }

  private static String configuration(Path folder, String trees) {
    return """
    state: %s
    trees:
    %sregions:
      %s:
        listen: 127.0.0.1:0
        url: http://127.0.0.1:8081
        replica: %s
    steering: {listen: "127.0.0.1:0", url: "http://127.0.0.1:8080"}
    upstream: {allow-private: true}
    """
        .formatted(folder.resolve("state"), trees, REGION, folder.resolve("replica"));
  }

  @Override
  public String name() {
    return "entrepot";
  }

  @Override
  public Cost run(Step step) throws IOException, InterruptedException {
    return switch (step) {
      case PREPARE, END -> new Cost(0, 0);
      case COLD, NOOP, DELTA -> sync(TREE, step.word());
    };
  }

  private Cost sync(String tree, String log) throws IOException, InterruptedException {
    return Timed.run(folder.resolve(log + ".log"), Map.of(), command("sync", tree));
  }

  /** Mirrors the other tree. */
  void warm() throws IOException, InterruptedException {
    sync(WARM, "warm");
  }

  /** The same step, with a server that does the work: its CPU counts like the command's. */
  Cost runByServer(Step step, EntrepotServer server) throws IOException, InterruptedException {
    double before = server.cpuSeconds();
    Cost client = sync(TREE, step.word() + "-server");
    return new Cost(client.wall(), client.cpu() + server.cpuSeconds() - before);
  }

  /** Starts the server over this state. */
  EntrepotServer serve() throws IOException {
    return EntrepotServer.start(command("up"), folder.resolve("up.log"));
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(Path.of("bin", "entrepot").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--config", configuration.toString()));
    return command;
  }

  @Override
  public Published published() {
    DiskReplicaReader reader =
        new DiskReplicaReader(
            REGION, folder.resolve("replica"), TrustedKeys.of(folder.resolve("state/trust")));
    var snapshot = reader.head().orElseThrow().tree(TREE).orElseThrow().snapshot();
    return path ->
        reader
            .manifests()
            .find(snapshot, TreePath.of(path))
            .flatMap(Entry::sha256)
            .flatMap(sha256 -> reader.backend().file(Key.blob(sha256)));
  }
}
