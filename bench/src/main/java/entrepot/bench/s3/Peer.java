package entrepot.bench.s3;

import entrepot.bench.sync.Cost;
import entrepot.bench.sync.Timed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Another program, driven by {@code bench/peers/NAME/peer STEP}. The script finds ENDPOINT, BUCKET,
 * SOURCE, its empty FOLDER, and the key where AWS's tools look for it, in the environment.
 */
final class Peer implements Publisher {
  private final String name;
  private final Path folder;
  private final Map<String, String> environment;

  Peer(String name, Path folder, Path source, Target target) throws IOException {
    this.name = name;
    this.folder = Files.createDirectories(folder);
    this.environment =
        Map.of(
            "FOLDER", folder.toString(),
            "SOURCE", source.toString(),
            "ENDPOINT", target.endpoint().toString(),
            "BUCKET", target.bucket(),
            "AWS_ACCESS_KEY_ID", target.user().accessKey(),
            "AWS_SECRET_ACCESS_KEY", target.user().secretKey());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String prefix() {
    return "";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    run("prepare");
  }

  @Override
  public Cost publish(String step) throws IOException, InterruptedException {
    return run(step);
  }

  private Cost run(String step) throws IOException, InterruptedException {
    return Timed.run(
        folder.resolve(step + ".log"),
        environment,
        List.of(Path.of("bench", "peers", name, "peer").toString(), step));
  }

  @Override
  public void close() {}
}
