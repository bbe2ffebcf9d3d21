package entrepot.bench.cloud;

import entrepot.bench.Scratch;
import entrepot.bench.sync.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator does without a cloud: an overlay of the same image, and the very command line
 * that the cloud started its QEMU with, on a network that stands already.
 */
final class ByHand implements AutoCloseable {
  private static final String DISK = "root.qcow2";

  private final Words words;
  private final Path image;
  private final Path folder;
  private final Knock knock;
  private final HandNetwork network;

  /**
   * A QEMU's command line, as the kernel tells it.
   *
   * @param all from setpriv's on
   * @param id the instance's
   * @param tap its tap's name
   * @param mac its interface's address
   */
  record Words(List<String> all, String id, String tap, String mac) {
    /** That of an instance which runs. */
    static Words of(CloudServer server, String id) throws IOException {
      Path process = Path.of("/proc", Long.toString(pid(id)));
      List<String> all = List.of(Files.readString(process.resolve("cmdline")).split("\0"));
      String line = String.join(" ", all);
      Path cwd = Files.readSymbolicLink(process.resolve("cwd"));
      if (!server.disks().toRealPath().startsWith(cwd)) {
        throw new IOException("the machine works in " + cwd);
      }
      return new Words(all, id, after(line, "\"ifname\":\""), after(line, "\"mac\":\""));
    }

    /** The process of a machine. */
    static long pid(String id) throws IOException {
      return ProcessHandle.allProcesses()
          .filter(each -> each.info().commandLine().orElse("").contains("-name guest=" + id + " "))
          .findFirst()
          .orElseThrow(() -> new IOException("no QEMU runs " + id))
          .pid();
    }

    private static String after(String line, String mark) {
      int from = line.indexOf(mark) + mark.length();
      return line.substring(from, line.indexOf('"', from));
    }
  }

  ByHand(Words words, Path disks, String image, Path folder, Knock knock)
      throws IOException, InterruptedException {
    this.words = words;
    this.image = disks.resolve("images").resolve(image + ".qcow2").toRealPath();
    this.folder = Files.createDirectories(folder);
    this.knock = knock;
    this.network = new HandNetwork(folder.resolve("network"), words.mac(), knock);
  }

  /** Boots one, waits until its user data are done, and ends it. */
  Cost boot() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Scratch.remove(run);
    Files.createDirectories(run);
    knock.clear();
    Path script = Files.writeString(folder.resolve("start.sh"), script(run));
    long start = System.nanoTime();
    // The shell becomes QEMU, and keeps the account of what it ran before.
    Process qemu =
        new ProcessBuilder("sh", script.toString())
            .directory(run.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("qemu.log").toFile())
            .start();
    try {
      double wall = (knock.await() - start) / 1e9;
      return new Cost(wall, ProcessCpu.seconds(qemu.pid()));
    } finally {
      qemu.destroyForcibly().waitFor();
    }
  }

  private String script(Path run) {
    List<String> command = new ArrayList<>(List.of("exec", "ip", "netns", "exec", network.name()));
    for (String word : words.all()) {
      String own =
          word.replace(words.tap(), HandNetwork.TAP)
              .replaceAll("[^ \"=,]*/run/qmp", run.resolve("qmp").toString())
              .replaceAll("\"filename\":\"[^\"]*\"", "\"filename\":\"" + DISK + "\"");
      command.add("'" + own.replace("'", "'\\''") + "'");
    }
    return "qemu-img create -q -f qcow2 -F qcow2 -b %s %s\n%s\n"
        .formatted(image, DISK, String.join(" ", command));
  }

  @Override
  public void close() {
    network.close();
  }
}
