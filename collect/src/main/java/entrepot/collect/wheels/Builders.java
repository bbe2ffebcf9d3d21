package entrepot.collect.wheels;

import entrepot.collect.wheels.sandbox.Ended;
import entrepot.collect.wheels.sandbox.Job;
import entrepot.collect.wheels.sandbox.Sandbox;
import entrepot.collect.wheels.sandbox.SandboxLimits;
import entrepot.collect.wheels.sandbox.SandboxUnavailable;
import entrepot.kit.Digest;
import entrepot.kit.DurableFile;
import entrepot.kit.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the builders of platforms, and makes them: once, again when the configuration changes, and
 * when told to.
 *
 * <pre>
 *   PLATFORM/builder.json   what it was made from and what it is
 *   PLATFORM/root/          what builds see as /
 *   PLATFORM.log            what the last making printed
 *   making/                 one that is being made
 * </pre>
 */
final class Builders {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8");

  private final Path folder;
  private final Sandbox sandbox;

  /** Keeps them in {@code folder}. */
  Builders(Path folder, Sandbox sandbox) {
    this.folder = folder;
    this.sandbox = sandbox;
  }

  /** The platform's builder; makes it where there is none, or when {@code anew}. */
  synchronized Builder get(Platform platform, boolean anew, Progress progress) {
    try {
      Optional<Builder> known = anew ? Optional.empty() : kept(platform);
      if (known.isPresent()) {
        check(known.get());
        return known.get();
      }
      progress.note(
          "making the builder of %s: Debian %s, a minute or two"
              .formatted(platform.name(), platform.suite()));
      return make(platform);
    } catch (IOException e) {
      throw new UncheckedIOException("making the builder of " + platform.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuilderNotMade(platform, "interrupted", "Run it again.", e);
    }
  }

  private Optional<Builder> kept(Platform platform) throws IOException {
    Path place = folder.resolve(platform.name());
    Path described = place.resolve("builder.json");
    if (!Files.exists(described)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(described));
      return json.path("configuration").asString("").equals(platform.digest().hex())
          ? Optional.of(builder(platform, place, json))
          : Optional.empty();
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Builder builder(Platform platform, Path place, JsonNode json) {
    Map<String, String> markers = new TreeMap<>();
    json.path("markers")
        .properties()
        .forEach(marker -> markers.put(marker.getKey(), marker.getValue().asString("")));
    List<String> tags = json.path("tags").valueStream().map(tag -> tag.asString("")).toList();
    Digest digest = Digest.sha256(json.path("digest").asString(""));
    return new Builder(platform, place.resolve("root"), digest, markers, tags);
  }

  private Builder make(Platform platform) throws IOException, InterruptedException {
    Path making = folder.resolve("making");
    Folders.delete(making);
    Files.createDirectories(making);
    Path log = folder.resolve(platform.name() + ".log");
    Files.deleteIfExists(log);
    Path root = making.resolve("root");
    new DebianRoot(platform, root, log).make();
    ObjectNode json = ask(platform, root, making, log);
    json.put("configuration", platform.digest().hex());
    json.put("digest", DebianRoot.packages(root).hex());
    DurableFile.replace(making.resolve("builder.json"), JSON.writeValueAsBytes(json));
    Path place = folder.resolve(platform.name());
    Path former = folder.resolve("former");
    Folders.delete(former);
    if (Files.exists(place)) {
      Files.move(place, former, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(making, place, StandardCopyOption.ATOMIC_MOVE);
    Folders.delete(former);
    return builder(platform, place, json);
  }

  /** Throws before the first build when no sandbox can be had here. */
  private void check(Builder builder) throws IOException {
    Path log = folder.resolve(builder.platform().name() + ".check");
    Path nothing = folder.resolve(builder.platform().name() + ".output");
    try {
      inside("check", builder.root(), List.of("/bin/true"), nothing, log);
    } finally {
      Files.deleteIfExists(log);
      Files.deleteIfExists(nothing);
    }
  }

  private void inside(String name, Path root, List<String> command, Path answer, Path log) {
    Ended ended =
        sandbox.run(
            new Job(
                name,
                root,
                Optional.empty(),
                command,
                ENVIRONMENT,
                "",
                answer,
                log,
                SandboxLimits.DEFAULT));
    if (ended.exit() != 0) {
      throw new SandboxUnavailable(LogEnd.of(log), null);
    }
  }

  private ObjectNode ask(Platform platform, Path root, Path scratch, Path log) throws IOException {
    Path answer = scratch.resolve("environment.json");
    String script = Script.named("environment.py");
    inside("environment", root, List.of("/usr/bin/python3", "-I", "-c", script), answer, log);
    try {
      return (ObjectNode) JSON.readTree(Files.readAllBytes(answer));
    } catch (JacksonException | ClassCastException e) {
      throw new BuilderNotMade(
          platform, "its Python's answer cannot be read", "Its log is " + log + ".", e);
    } finally {
      Files.deleteIfExists(answer);
    }
  }
}
