package entrepot.bench.s3;

import entrepot.bench.Scratch;
import entrepot.bench.sync.Cost;
import entrepot.bench.sync.EntrepotServer;
import entrepot.bench.sync.Timed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Entrepot: a running server releases a tree to a region that is a bucket, told by the command
 * line.
 */
final class Entrepot implements Publisher {
  private static final String TREE = "bench";

  private final Path folder;
  private final Path configuration;
  private final EntrepotServer server;

  Entrepot(Path folder, Path source, Target target) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.configuration =
        Files.writeString(
            folder.resolve("entrepot.yaml"),
            """
            state: %s
            trees:
              %s:
                kind: files
                folder: %s
                release: manual
                carry: 0s
            regions:
              local:
                bucket:
                  name: %s
                  region: us-east-1
                  endpoint: %s
                  credentials: %s
            steering: {listen: "127.0.0.1:0"}
            """
                .formatted(
                    folder.resolve("state"),
                    TREE,
                    source,
                    target.bucket(),
                    target.endpoint(),
                    target.user().configuration(folder.resolve("key"))));
    this.server = EntrepotServer.start(command("up"), folder.resolve("up.log"));
  }

  @Override
  public String name() {
    return "entrepot";
  }

  @Override
  public String prefix() {
    return TREE + "/";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    collect();
  }

  /** What a sync from upstream would have brought: the snapshot to be released. */
  void collect() throws IOException, InterruptedException {
    Timed.run(folder.resolve("sync.log"), Map.of(), command("sync", TREE));
  }

  @Override
  public Cost publish(String step) throws IOException, InterruptedException {
    double before = server.cpuSeconds();
    Cost client = Timed.run(folder.resolve(step + ".log"), Map.of(), command("release", TREE));
    return new Cost(client.wall(), client.cpu() + server.cpuSeconds() - before);
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(Path.of("bin", "entrepot").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--config", configuration.toString()));
    return command;
  }

  @Override
  public void close() {
    server.close();
    try {
      Scratch.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
