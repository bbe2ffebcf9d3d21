package entrepot.ledger;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL server of its own, on a free port of loopback, gone when closed. */
public final class TestingPostgresql implements AutoCloseable {
  /** Of its only user, {@code entrepot}. */
  public static final String PASSWORD = "not-a-secret";

  private final Path binaries;
  private final Path folder;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();

  private TestingPostgresql(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  /** Starts a server; without PostgreSQL on this machine, the test is skipped, or fails in CI. */
  public static TestingPostgresql start() throws IOException {
    Path binaries = binaries();
    // The server refuses to run as root, so the folder must be another user's from the start.
    Path folder =
        Path.of(run(asServer("mktemp", "-d", "-t", "entrepot-postgresql.XXXXXX")).strip());
    var server = new TestingPostgresql(binaries, folder, freePort());
    try {
      run(asServer("sh", "-c", "printf %s \"$1\" > \"$0/password\"", folder.toString(), PASSWORD));
      run(
          asServer(
              binaries.resolve("initdb").toString(),
              "--pgdata=" + folder + "/data",
              "--username=entrepot",
              "--auth=scram-sha-256",
              "--pwfile=" + folder + "/password",
              "--encoding=UTF8",
              "--locale=C",
              "--no-sync"));
      server.restart();
      return server;
    } catch (AssertionError | IOException e) {
      server.close();
      throw e;
    }
  }

  /** Breaks all connections at once, as a crash does. */
  public void stop() throws IOException {
    control("--mode=immediate", "stop");
  }

  /** Starts it, the first time or after {@link #stop}, at the same port. */
  public void restart() throws IOException {
    control(
        "--options=-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off".formatted(port, folder),
        "--log=" + folder + "/log",
        "start");
  }

  /** An empty database. */
  public String newDatabase() {
    String name = "test" + databases.incrementAndGet();
    Jdbi.create(url("postgres"), "entrepot", PASSWORD)
        .useHandle(handle -> handle.execute("create database " + name));
    return name;
  }

  /** That database, as that owner opens it. */
  public LedgerConfig config(String database, String owner) {
    return new LedgerConfig.Postgresql(url(database), "entrepot", PASSWORD, owner);
  }

  /** What JDBC calls that database. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(folder.resolve("data/postmaster.pid"))) {
      stop();
    }
    run(asServer("rm", "-rf", folder.toString()));
  }

  private void control(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(binaries.resolve("pg_ctl").toString());
    command.add("--pgdata=" + folder + "/data");
    command.add("--wait");
    command.addAll(List.of(arguments));
    run(asServer(command.toArray(String[]::new)));
  }

  private static Path binaries() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> found = Files.list(versions)) {
        var newest =
            found
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                .max(Comparator.naturalOrder());
        if (newest.isPresent()) {
          return newest.get();
        }
      }
    }
    if ("true".equals(System.getenv("CI"))
        || "1".equals(System.getenv("ENTREPOT_REQUIRE_POSTGRESQL"))) {
      return fail("there is no PostgreSQL in %s: run ./test, which installs it", versions);
    }
    return Assumptions.abort("there is no PostgreSQL in " + versions + ": ./test installs it");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> asServer(String... command) {
    var whole = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      whole.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    whole.addAll(List.of(command));
    return whole;
  }

  private static String run(List<String> command) throws IOException {
    Path output = Files.createTempFile("entrepot", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join().isAlive()) {
        process.destroyForcibly();
        fail("%s takes more than a minute", command);
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        fail("%s ends with %d: %s", command, process.exitValue(), said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
