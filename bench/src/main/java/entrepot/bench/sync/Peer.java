package entrepot.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another program, driven by {@code bench/peers/NAME/peer STEP}. The script finds URL, KEYRING and
 * its empty FOLDER in the environment, and publishes into {@code FOLDER/published}.
 */
final class Peer implements Contender {
  private final String name;
  private final Path folder;
  private final Map<String, String> environment;

  Peer(String name, Path folder, String url, Path keyring) throws IOException {
    this.name = name;
    this.folder = Files.createDirectories(folder);
    this.environment =
        Map.of("FOLDER", folder.toString(), "URL", url, "KEYRING", keyring.toString());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Cost run(Step step) throws IOException, InterruptedException {
    return Timed.run(
        folder.resolve(step.word() + ".log"),
        environment,
        List.of(Path.of("bench", "peers", name, "peer").toString(), step.word()));
  }

  @Override
  public Published published() {
    return path -> Optional.of(folder.resolve("published").resolve(path));
  }
}
