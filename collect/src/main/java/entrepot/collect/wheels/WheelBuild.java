package entrepot.collect.wheels;

import entrepot.collect.wheels.sandbox.Ended;
import entrepot.collect.wheels.sandbox.Job;
import entrepot.collect.wheels.sandbox.Sandbox;
import entrepot.collect.wheels.sandbox.SandboxLimits;
import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds one wheel: pip in a sandbox, with the pinned index as all of its world. The same inputs
 * are to give the same bytes, so that times are the sdist's, and hashes are not seeded.
 */
final class WheelBuild {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicLong SERIAL = new AtomicLong();
  private static final int PORT = 8080;

  /** Zip files know no earlier time. */
  private static final long OLDEST = 315_532_800;

  private static final Limits SERVICE =
      new Limits(8 * 1024, 16 * 1024, 0, 64, Duration.ofSeconds(10), Duration.ofSeconds(75));

  private final Builder builder;
  private final PinnedIndex index;
  private final Store store;
  private final Sandbox sandbox;
  private final SandboxLimits limits;
  private final Path scratch;
  private final Path sockets;

  /**
   * Builds in {@code builder}.
   *
   * @param scratch a folder for what builds return
   * @param sockets a folder with a short path, for sockets
   */
  WheelBuild(
      Builder builder,
      PinnedIndex index,
      Store store,
      Sandbox sandbox,
      SandboxLimits limits,
      Path scratch,
      Path sockets) {
    this.builder = builder;
    this.index = index;
    this.store = store;
    this.sandbox = sandbox;
    this.limits = limits;
    this.scratch = scratch;
    this.sockets = sockets;
  }

  /**
   * Builds it, printing to {@code log}, which is new.
   *
   * @throws WheelNotBuilt and {@link WheelRefused}, which are the wheel's own fault
   */
  BuiltWheel build(WheelTask task, Path log) {
    try {
      Path own = Files.createTempDirectory(scratch, task.project() + "-");
      try {
        return build(task, log, own);
      } finally {
        Folders.delete(own);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("building " + task.title(), e);
    }
  }

  private BuiltWheel build(WheelTask task, Path log, Path own) throws IOException {
    Files.writeString(log, introduction(task), StandardOpenOption.CREATE_NEW);
    Path output = own.resolve("output");
    IndexService service = new IndexService(index);
    Ended ended = run(task, service, output, log);
    String end =
        "# ended with %d after %.1f s; %s%n"
            .formatted(ended.exit(), ended.spent().toMillis() / 1000.0, ended.enforcement());
    Files.writeString(log, end, StandardOpenOption.APPEND);
    BuildAnswer answer = new BuildAnswer(limits, ended, log);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(output))) {
      String filename = answer.wheel(in);
      Path wheel = own.resolve("wheel");
      Files.copy(in, wheel);
      WheelFacts facts = new WheelCheck(task, builder).check(filename, wheel, own.resolve("part"));
      return keep(task, filename, wheel, facts, inputs(task, service));
    }
  }

  private String introduction(WheelTask task) {
    return "# %s for %s%n# sdist %s, %s%n# builder %s%n"
        .formatted(
            task.title(),
            builder.platform().name(),
            task.sdist().filename(),
            task.sdist().strongest().map(Digest::toString).orElse(""),
            builder.digest().brief());
  }

  private Ended run(WheelTask task, IndexService service, Path output, Path log)
      throws IOException {
    // Short: a socket's path has room for 107 bytes.
    Path folder = Files.createDirectory(sockets.resolve("" + SERIAL.incrementAndGet()));
    Path socket = folder.resolve("index.sock");
    try (Listener listener = Listener.of(new Binding.Unix(socket), SERVICE, service)) {
      listener.start();
      // Another user connects; the folders above keep everybody else out.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      return sandbox.run(
          new Job(
              task.project().value(),
              builder.root(),
              Optional.of(folder),
              List.of("/usr/bin/python3", "-I", "-c", Script.named("build.py")),
              environment(task),
              request(task),
              output,
              log,
              limits));
    } finally {
      Folders.delete(folder);
    }
  }

  private static Map<String, String> environment(WheelTask task) {
    return Map.of(
        "PATH", "/usr/bin:/bin",
        "HOME", "/work/home",
        "TMPDIR", "/work/tmp",
        "LC_ALL", "C.UTF-8",
        "SOURCE_DATE_EPOCH", Long.toString(Math.max(OLDEST, task.entry().mtime())),
        "PYTHONHASHSEED", "0",
        "PIP_CONFIG_FILE", "/dev/null");
  }

  /** The very sdist, by its address and checksum: so pip has no choice to make of it. */
  private static String request(WheelTask task) {
    Digest digest = task.sdist().strongest().orElseThrow();
    String path =
        task.entry().path().toString().replace("%", "%25").replace("#", "%23").replace("?", "%3F");
    return JSON.writeValueAsString(
        Map.of("sdist", path, "digest", digest.algorithm() + ":" + digest.hex(), "port", PORT));
  }

  /** What the build saw, and what it was built in; the sdist's own page gives nothing to choose. */
  private SortedMap<String, String> inputs(WheelTask task, IndexService service) {
    SortedMap<String, String> inputs = new TreeMap<>(service.seen());
    inputs.putAll(fixed(task, builder));
    return inputs;
  }

  /** Those inputs that are known before a build. */
  static SortedMap<String, String> fixed(WheelTask task, Builder builder) {
    SortedMap<String, String> fixed = new TreeMap<>();
    fixed.put("@builder", builder.digest().toString());
    fixed.put("@sdist", task.sdist().strongest().map(Digest::toString).orElse(""));
    fixed.put("@time", environment(task).getOrDefault("SOURCE_DATE_EPOCH", ""));
    return fixed;
  }

  private BuiltWheel keep(
      WheelTask task,
      String filename,
      Path wheel,
      WheelFacts facts,
      SortedMap<String, String> inputs)
      throws IOException {
    Digest metadata = Digest.sha256Of(facts.metadata());
    store.backend().put(Key.blob(metadata), facts.metadata());
    long size = Files.size(wheel);
    var hash = Digest.Algorithm.SHA256.hash();
    try (InputStream in = Files.newInputStream(wheel);
        Staging staging = store.backend().stage();
        OutputStream both = new java.security.DigestOutputStream(staging, hash)) {
      in.transferTo(both);
      Digest sha256 = Digest.of(Digest.Algorithm.SHA256, hash.digest());
      CrashPoint.SYNC_BEFORE_BLOB.reached();
      staging.commit(Key.blob(sha256));
      store.backend().flush();
      CrashPoint.SYNC_AFTER_BLOB.reached();
      return new BuiltWheel(
          task.project(),
          task.version().toString(),
          filename,
          sha256,
          size,
          metadata,
          facts.metadata().length,
          facts.requiresPython(),
          facts.policy(),
          facts.libraries(),
          inputs);
    }
  }
}
