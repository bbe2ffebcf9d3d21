package entrepot.cloud.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A stand-in for an instance: a namespace whose only link ends in the region's, by the name that
 * the instance's tap would have. The network takes what stands by that name as its tap.
 */
final class Guest implements AutoCloseable {
  /** What udhcpc runs: it tells what it got, and takes it. */
  private static final String TAKE =
      """
      #!/bin/sh
      [ "$1" = bound ] || exit 0
      ip address replace "$ip/$mask" dev eth0
      ip route replace default via "$router"
      echo "$ip/$mask $router $dns $hostname"
      """;

  private static final String SERVER =
      """
      import socketserver
      class Echo(socketserver.StreamRequestHandler):
          def handle(self):
              for line in self.rfile:
                  self.wfile.write(self.client_address[0].encode() + b' ' + line)
      socketserver.ThreadingTCPServer.allow_reuse_address = True
      server = socketserver.ThreadingTCPServer(('0.0.0.0', %d), Echo)
      server.daemon_threads = True
      print('ready', flush=True)
      server.serve_forever()
      """;

  private final String namespace;
  private final Interface nic;
  private final Path script;
  private final List<Session> running = new ArrayList<>();

  Guest(NetworkPlan plan, Interface nic, Path folder) {
    this.namespace = plan.namespace() + "-" + nic.tap().substring(11);
    this.nic = nic;
    Command.run("ip", "netns", "add", namespace);
    Command.run(
        "ip",
        "link",
        "add",
        nic.tap(),
        "netns",
        plan.namespace(),
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        namespace);
    Command.run("ip", "-n", namespace, "link", "set", "eth0", "address", nic.mac(), "up");
    Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
    try {
      script = Files.writeString(folder.resolve(namespace), TAKE);
      if (!script.toFile().setExecutable(true)) {
        throw new IllegalStateException(script + " cannot be run");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Interface nic() {
    return nic;
  }

  String address() {
    return nic.privateAddress().getHostAddress();
  }

  String publicAddress() {
    return nic.publicAddress().getHostAddress();
  }

  /** Asks DHCP, takes what it is given, and tells: address/bits router dns hostname. */
  String dhcp() {
    return Command.run(
            in(
                "busybox",
                "udhcpc",
                "-i",
                "eth0",
                "-n",
                "-q",
                "-f",
                "-t",
                "10",
                "-T",
                "1",
                "-s",
                script.toString()))
        .lines()
        .filter(line -> line.startsWith(address()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether a connection to that port opens within a second. */
  boolean reaches(String address, int port) {
    return connects(in(), address, port);
  }

  static boolean hostReaches(String address, int port) {
    return connects(List.of(), address, port);
  }

  private static boolean connects(List<String> place, String address, int port) {
    return Command.exit(
            Command.after(
                place,
                "python3",
                "-c",
                "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 1)",
                address,
                Integer.toString(port)))
        == 0;
  }

  boolean pings(String address) {
    return Command.exit(in("busybox", "ping", "-c", "1", "-W", "1", address)) == 0;
  }

  String run(String... command) {
    return Command.run(in(command));
  }

  int exit(String... command) {
    return Command.exit(in(command));
  }

  /** Begins to echo lines on a TCP port, each after the address that it sees the client by. */
  Guest echoes(int port) {
    Session server = new Session(in("python3", "-c", SERVER.formatted(port)));
    running.add(server);
    if (!"ready".equals(server.read())) {
      throw new IllegalStateException("the server of the test did not start");
    }
    return this;
  }

  /** The same on the host, at all its addresses. */
  static Session echoOnHost(int port) {
    Session server = new Session(List.of("python3", "-c", SERVER.formatted(port)));
    if (!"ready".equals(server.read())) {
      throw new IllegalStateException("the server of the test did not start");
    }
    return server;
  }

  /** A connection that stays open. */
  Session session(String address, int port) {
    return session(in(), address, port);
  }

  Session sessionFromHost(String address, int port) {
    return session(List.of(), address, port);
  }

  private Session session(List<String> place, String address, int port) {
    Session session =
        new Session(
            Command.after(
                place,
                "python3",
                "-uc",
                """
                import socket, sys
                s = socket.create_connection((sys.argv[1], int(sys.argv[2])), 2)
                for line in sys.stdin:
                    s.sendall(line.encode())
                    try:
                        print(s.recv(1000).decode(), end='')
                    except OSError:
                        print('cut')
                """,
                address,
                Integer.toString(port)));
    running.add(session);
    return session;
  }

  @Override
  public void close() {
    running.forEach(Session::end);
    Command.run("ip", "netns", "delete", namespace);
  }

  List<String> in(String... command) {
    return Command.after(List.of("nsenter", "--net=/run/netns/" + namespace, "--"), command);
  }

  /** A program that answers lines. */
  static final class Session {
    private final Process process;
    private final BufferedReader answers;

    Session(List<String> command) {
      try {
        process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void end() {
      process.destroyForcibly();
      process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    String read() {
      try {
        return String.valueOf(answers.readLine());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What comes back, {@code cut} when nothing does within two seconds. */
    String says(String line) {
      try {
        var out = process.outputWriter(StandardCharsets.UTF_8);
        out.write(line + "\n");
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return read();
    }
  }
}
