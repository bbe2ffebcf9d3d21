package entrepot.collect.wheels;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.wheels.sandbox.ControlGroups;
import entrepot.collect.wheels.sandbox.Ended;
import entrepot.collect.wheels.sandbox.Job;
import entrepot.collect.wheels.sandbox.Limit;
import entrepot.collect.wheels.sandbox.Sandbox;
import entrepot.collect.wheels.sandbox.SandboxLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build may do, and what becomes of one that does more. */
final class SandboxTest {
  private static final SandboxLimits LIMITS =
      new SandboxLimits(Duration.ofSeconds(30), 256L << 20, 60, 128L << 20, 1 << 20);

  private static Path root = Path.of("");

  @TempDir private Path folder;

  @BeforeAll
  static void builder() throws IOException {
    root = TestBuilder.get().root();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(processes()).isEmpty();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain("wheel-builders");
    for (String top : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/pids", "/sys/fs/cgroup/memory")) {
      if (Files.isDirectory(Path.of(top))) {
        try (Stream<Path> groups = Files.list(Path.of(top))) {
          String ours = "entrepot-build-" + ProcessHandle.current().pid() + "-";
          assertThat(groups.map(g -> g.getFileName().toString()).filter(g -> g.startsWith(ours)))
              .isEmpty();
        }
      }
    }
  }

  @Test
  void aJobReadsItsInputAndPrints() throws IOException {
    assertThat(run(LIMITS, "import sys; print('got ' + sys.stdin.read())").limit()).isEmpty();
    assertThat(output()).isEqualTo("got ping\n");
  }

  @Test
  void itHasNoRightsAndIsNobody() throws IOException {
    run(
        LIMITS,
        """
        import os
        status = open('/proc/self/status').read()
        print(os.getuid(), [l for l in status.splitlines() if l.startswith(('CapEff', 'CapBnd', 'NoNewPrivs'))])
        """);
    assertThat(output())
        .isEqualTo(
            "1000 ['CapEff:\\t0000000000000000', 'CapBnd:\\t0000000000000000', 'NoNewPrivs:\\t1']\n");
  }

  @Test
  void itWritesNowhereButInItsOwnFolders() throws IOException {
    run(
        LIMITS,
        """
        import os
        os.mkdir('/work/tmp')
        for place in ('/etc/x', '/usr/x', '/x', '/dev/x', '/proc/sys/kernel/panic', '/run/entrepot/x', '/home/x',
                      '/sys/x', '/work/x', '/tmp/x', '/var/tmp/x', '/dev/shm/x'):
            try:
                open(place, 'w').write('1')
                print(place)
            except OSError:
                pass
        """);
    assertThat(output().lines()).containsExactly("/work/x", "/tmp/x", "/var/tmp/x", "/dev/shm/x");
  }

  @Test
  void itSeesNothingOfTheMachine() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "entrepot-secret");
    run(
        LIMITS,
        """
        import os, socket
        print(os.path.exists('%s'), os.path.exists('/proc/%d'), socket.gethostname(),
              sorted(os.environ))
        """
            .formatted(secret, ProcessHandle.current().pid()));
    assertThat(output()).isEqualTo("False False build ['LC_CTYPE', 'PATH', 'PWD']\n");
  }

  @Test
  void itReachesNoNetwork() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      run(
          LIMITS,
          """
          import socket
          for address in (('127.0.0.1', %d), ('192.0.2.1', 80), ('198.51.100.1', 53)):
              try:
                  socket.create_connection(address, 3)
                  print('connected to', address)
              except OSError as e:
                  print(type(e).__name__)
          print(socket.if_nameindex())
          """
              .formatted(server.getLocalPort()));
      server.setSoTimeout(1);
      org.assertj.core.api.Assertions.assertThatThrownBy(server::accept)
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
    assertThat(output()).isEqualTo("ConnectionRefusedError\nOSError\nOSError\n[(1, 'lo')]\n");
  }

  @Test
  void itMakesNoNamespacesOfItsOwn() throws IOException {
    run(
        LIMITS,
        """
        import ctypes
        print(ctypes.CDLL(None).unshare(0x10000000))
        """);
    assertThat(output()).isEqualTo("-1\n");
  }

  @Test
  void oneThatRunsForEverIsEnded() throws IOException {
    SandboxLimits brief =
        new SandboxLimits(Duration.ofSeconds(2), 256L << 20, 60, 128L << 20, 1 << 20);
    Ended ended =
        run(
            brief,
            """
            import os, signal, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            if os.fork() == 0:
                os.setsid()
            os.execv('/usr/bin/python3', ['python3', '-c', 'while True: pass', 'entrepot-marker'])
            """);
    assertThat(ended.limit()).contains(Limit.TIME);
    assertThat(ended.spent()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void oneThatRunsIsSeenByTheseTests() throws InterruptedException {
    SandboxLimits brief =
        new SandboxLimits(Duration.ofSeconds(5), 256L << 20, 60, 128L << 20, 1 << 20);
    Thread running =
        Thread.startVirtualThread(() ->
            run(
                brief,
                """
                import os
                os.execv('/usr/bin/python3', ['python3', '-c', 'import time; time.sleep(60)', 'entrepot-marker'])
                """));
    boolean seen = false;
    while (running.isAlive() && !seen) {
      seen = !processes().isEmpty();
      running.join(Duration.ofMillis(20));
    }
    assertThat(seen).isTrue();
    running.join();
  }

  @Test
  void oneThatForksWithoutEndIsEnded() throws IOException {
    TestBuilder.needsControlGroups();
    Ended ended =
        run(
            LIMITS,
            """
            import os
            while True:
                try:
                    os.fork()
                except OSError:
                    pass
            """);
    assertThat(ended.limit()).contains(Limit.PROCESSES);
  }

  @Test
  void oneThatTakesAllMemoryIsEnded() throws IOException {
    TestBuilder.needsControlGroups();
    Ended ended =
        run(
            LIMITS,
            """
            held = []
            while True:
                held.append(bytearray(b'x' * (1 << 20)))
            """);
    assertThat(ended.limit()).contains(Limit.MEMORY);
  }

  @Test
  void oneWhoseChildrenTakeAllMemoryIsEnded() throws IOException {
    TestBuilder.needsControlGroups();
    Ended ended =
        run(
            LIMITS,
            """
            import os, time
            for i in range(8):
                if os.fork() == 0:
                    held = bytearray(b'x' * (60 << 20))
                    time.sleep(60)
            time.sleep(60)
            """);
    assertThat(ended.limit()).contains(Limit.MEMORY);
  }

  @Test
  void oneThatFillsTheDiskFindsItFull() throws IOException {
    run(
        LIMITS,
        """
        written = 0
        try:
            with open('/work/x', 'wb', buffering=0) as f:
                while True:
                    written += f.write(b'x' * (1 << 20))
        except OSError as e:
            print(e.errno, written >> 20)
        """);
    assertThat(output()).isEqualTo("28 128\n");
  }

  @Test
  void oneThatPrintsGigabytesIsEnded() throws IOException {
    Ended ended =
        run(
            LIMITS,
            """
            import sys
            while True:
                sys.stderr.write('x' * 65536)
            """);
    assertThat(ended.limit()).contains(Limit.OUTPUT);
    assertThat(Files.size(folder.resolve("log"))).isEqualTo(1 << 20);
  }

  @Test
  void oneThatReturnsGigabytesIsEnded() throws IOException {
    Ended ended =
        run(
            LIMITS,
            """
            import sys
            while True:
                sys.stdout.write('x' * 65536)
            """);
    assertThat(ended.limit()).contains(Limit.DISK);
    assertThat(Files.size(folder.resolve("output"))).isEqualTo(128L << 20);
  }

  @Test
  void whatOneLeavesRunningEndsWithIt() throws IOException {
    Ended ended =
        run(
            LIMITS,
            """
            import os
            if os.fork() == 0:
                os.setsid()
                os.execv('/usr/bin/python3', ['python3', '-c', 'import time; time.sleep(600)', 'entrepot-marker'])
            print('done')
            """);
    assertThat(ended.exit()).isZero();
    assertThat(ended.spent()).isLessThan(Duration.ofSeconds(20));
    assertThat(output()).isEqualTo("done\n");
  }

  private Ended run(SandboxLimits limits, String program) {
    return new Sandbox(new ControlGroups())
        .run(
            new Job(
                "test",
                root,
                Optional.empty(),
                List.of("/usr/bin/python3", "-c", program),
                Map.of("PATH", "/usr/bin:/bin"),
                "ping",
                folder.resolve("output"),
                folder.resolve("log"),
                limits));
  }

  private String output() throws IOException {
    assertThat(folder.resolve("log")).isEmptyFile();
    return Files.readString(folder.resolve("output"));
  }

  private static List<String> processes() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> Stream.of(process.info().arguments().orElse(new String[0])))
        .filter(argument -> argument.equals("entrepot-marker"))
        .toList();
  }
}
