package entrepot.it;

import entrepot.it.fixture.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Logs in to an instance by OpenSSH.
 *
 * @param key the private half, which only its owner may read
 */
record Ssh(Path key, String user, String address) {
  /** What a script prints there; it must succeed. */
  String must(String script) {
    return run(script).must().output();
  }

  Ran run(String script) {
    return Ran.command(Map.of(), words(script));
  }

  /** Whether it lets us in, within that time. */
  boolean opens(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      if (run("true").ok()) {
        return true;
      }
      LockSupport.parkNanos(500_000_000);
    }
    return false;
  }

  /** A session that says something each second, and whose client asks whether it is still there. */
  Process session(Path output) {
    try {
      return new ProcessBuilder(words("while sleep 1; do echo tick; done"))
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .redirectInput(Path.of("/dev/null").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> words(String script) {
    List<String> words = new ArrayList<>(List.of("ssh", "-i", key.toString(), "-F", "none"));
    for (String option :
        List.of(
            "BatchMode=yes",
            "ConnectTimeout=20",
            "IdentitiesOnly=yes",
            "LogLevel=ERROR",
            "ServerAliveInterval=5",
            "ServerAliveCountMax=6",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null")) {
      words.add("-o");
      words.add(option);
    }
    words.add(user + "@" + address);
    words.add(script);
    return words;
  }
}
