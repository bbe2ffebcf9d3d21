package entrepot.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A network namespace whose loopback has the metadata address, with a service there. */
final class MetadataService implements AutoCloseable {
  private static final String NETWORK =
      "ip link set lo up && ip addr add 169.254.169.254/32 dev lo && exec \"$@\"";

  private final Process process;
  private final BufferedReader answers;

  MetadataService() {
    try {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      Path classes =
          Path.of(FakeMetadata.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      process =
          new ProcessBuilder(
                  "unshare",
                  "-n",
                  "sh",
                  "-c",
                  NETWORK,
                  "sh",
                  java,
                  "-Xmx64m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classes.toString(),
                  FakeMetadata.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers = process.inputReader(StandardCharsets.US_ASCII);
      if (!"ready".equals(answers.readLine())) {
        throw new IllegalStateException("the metadata service of the test did not start");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether namespaces can be made here. */
  static boolean possible() {
    return Ran.available("unshare")
        && Ran.available("ip")
        && Ran.command("unshare", "-n", "ip", "link", "set", "lo", "up").exit() == 0;
  }

  /** From now on it behaves like that, and this is the zone that it tells. */
  MetadataService does(FakeMetadata.Behaviour behaviour, String zone) {
    byte[] bytes = zone.getBytes(StandardCharsets.ISO_8859_1);
    tell(behaviour + " " + Base64.getEncoder().encodeToString(bytes));
    return this;
  }

  /** What was asked since this was called last. */
  List<String> requests() {
    String said = tell("requests");
    return said.isEmpty() ? List.of() : List.of(said.split(";"));
  }

  /** What a command begins with to run in this network. */
  List<String> entry() {
    return List.of("/usr/bin/nsenter", "--net=/proc/" + process.pid() + "/ns/net");
  }

  private String tell(String line) {
    try {
      var commands = process.outputWriter(StandardCharsets.US_ASCII);
      commands.write(line + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the metadata service of the test has ended");
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
