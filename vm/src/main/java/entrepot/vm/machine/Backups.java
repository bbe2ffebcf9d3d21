package entrepot.vm.machine;

import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.Ground;
import entrepot.vm.qmp.Qmp;
import entrepot.vm.qmp.QmpEvent;
import entrepot.vm.qmp.QmpFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Copies of disks in use, as each was at one moment. */
final class Backups {
  private static final Logger log = LoggerFactory.getLogger(Backups.class);
  private static final String NAME = "backup-";

  private final Ground ground;
  private final Disks disks;
  private final Qmp qmp;
  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  private record Running(String serial, CompletableFuture<Void> done) {}

  Backups(Ground ground, Disks disks, Qmp qmp) {
    this.ground = ground;
    this.disks = disks;
    this.qmp = qmp;
  }

  CompletableFuture<Void> start(String serial, Path toQcow2) {
    Drive drive = new Drive(serial);
    disks.create(toQcow2, bytes(drive));
    String job = NAME + Long.toString(last.incrementAndGet(), Character.MAX_RADIX);
    CompletableFuture<Void> done = new CompletableFuture<>();
    running.put(job, new Running(serial, done));
    try {
      qmp.call("blockdev-add", Drive.node(job, DiskFormat.QCOW2, ground.readable(toQcow2), false));
      try {
        qmp.call(
            "blockdev-backup",
            Map.of("job-id", job, "device", drive.node(), "target", job, "sync", "full"));
      } catch (QmpFailure e) {
        release(job);
        throw e;
      }
    } catch (RuntimeException e) {
      running.remove(job);
      throw e;
    }
    return done;
  }

  void heard(QmpEvent event) {
    boolean completed = event.name().equals("BLOCK_JOB_COMPLETED");
    if (!completed && !event.name().equals("BLOCK_JOB_CANCELLED")) {
      return;
    }
    String job = event.data().path("device").asString("");
    Running ended = running.remove(job);
    if (ended == null) {
      return;
    }
    try {
      release(job);
      if (!completed) {
        ended.done().completeExceptionally(new BackupFailed(ended.serial(), "cancelled"));
      } else if (event.data().has("error")) {
        ended
            .done()
            .completeExceptionally(
                new BackupFailed(ended.serial(), event.data().path("error").asString("")));
      } else {
        ended.done().complete(null);
      }
    } catch (RuntimeException e) {
      ended.done().completeExceptionally(e);
    }
  }

  /** What nobody can be told of any more. */
  void abandon(String why) {
    running.forEach(
        (job, lost) -> lost.done().completeExceptionally(new BackupFailed(lost.serial(), why)));
    running.clear();
  }

  /** Ends what a former server began: nobody knows of it any more. */
  void clear() {
    for (JsonNode job : qmp.call("query-block-jobs", Map.of())) {
      String name = job.path("device").asString("");
      if (name.startsWith(NAME)) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        running.put(name, new Running(name, done));
        qmp.call("block-job-cancel", Map.of("device", name, "force", true));
        log.info("the copy of a disk that a former server began is given up");
      }
    }
    for (JsonNode node : qmp.call("query-named-block-nodes", Map.of("flat", true))) {
      String name = node.path("node-name").asString("");
      if (name.startsWith(NAME) && !running.containsKey(name)) {
        release(name);
      }
    }
  }

  private long bytes(Drive drive) {
    for (JsonNode node : qmp.call("query-named-block-nodes", Map.of("flat", true))) {
      if (node.path("node-name").asString("").equals(drive.node())) {
        return node.at("/image/virtual-size").asLong(0);
      }
    }
    throw new BackupFailed(drive.serial(), "the machine has no such disk");
  }

  private void release(String job) {
    try {
      qmp.call("blockdev-del", Map.of("node-name", job));
    } catch (QmpFailure e) {
      // Without it the copy is not known to be closed.
      log.warn("closing the copy {} of a disk", job, e);
      throw e;
    }
  }
}
