package entrepot.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The instants before and after each write that matters. In a test, the process stops at the one
 * that the system property {@code entrepot.crash} names, or the file that {@code
 * entrepot.crash.file} names, says so on standard output, and waits for its {@code kill -9}; the
 * test kills each of these once.
 */
public enum CrashPoint {
  SYNC_BEFORE_BLOB,
  SYNC_AFTER_BLOB,
  SYNC_BEFORE_MANIFEST,
  SYNC_AFTER_MANIFEST,
  SYNC_BEFORE_FLUSH,
  SYNC_AFTER_FLUSH,
  SYNC_BEFORE_RECORD,
  SYNC_AFTER_RECORD,
  SYNC_BEFORE_RUN_ENDS,
  SYNC_AFTER_RUN_ENDS,
  RELEASE_BEFORE_BLOBS,
  RELEASE_AFTER_BLOBS,
  RELEASE_BEFORE_NODES,
  RELEASE_AFTER_NODES,
  RELEASE_BEFORE_CARRY,
  RELEASE_AFTER_CARRY,
  RELEASE_BEFORE_HISTORY,
  RELEASE_AFTER_HISTORY,
  RELEASE_BEFORE_HEAD,
  RELEASE_AFTER_HEAD,
  RELEASE_BEFORE_JOURNAL,
  RELEASE_AFTER_JOURNAL,
  RETIRE_BEFORE_CUT,
  RETIRE_AFTER_CUT,
  RETIRE_BEFORE_REMOVED,
  RETIRE_AFTER_REMOVED,
  S3_BEFORE_INTENT,
  S3_AFTER_INTENT,
  S3_BEFORE_PAYLOADS,
  S3_AFTER_PAYLOADS,
  S3_BEFORE_INDEXES,
  S3_AFTER_INDEXES,
  S3_BEFORE_ENTRY_POINTS,
  S3_AFTER_ENTRY_POINTS,
  S3_BEFORE_REMOVAL,
  S3_AFTER_REMOVAL,
  S3_AFTER_INTENT_ENDS,
  CLOUD_VOLUME_BEFORE_RECORD,
  CLOUD_VOLUME_AFTER_RECORD,
  CLOUD_VOLUME_AFTER_FILE,
  CLOUD_VOLUME_AFTER_AVAILABLE,
  CLOUD_VOLUME_AFTER_DELETING,
  CLOUD_VOLUME_AFTER_REMOVAL,
  CLOUD_VOLUME_AFTER_FORGOTTEN,
  CLOUD_ATTACH_AFTER_RECORD,
  CLOUD_ATTACH_AFTER_DEVICE,
  CLOUD_ATTACH_AFTER_ATTACHED,
  CLOUD_DETACH_AFTER_RECORD,
  CLOUD_DETACH_AFTER_DEVICE,
  CLOUD_DETACH_AFTER_DETACHED,
  CLOUD_SNAPSHOT_AFTER_RECORD,
  CLOUD_SNAPSHOT_AFTER_COPY,
  CLOUD_SNAPSHOT_AFTER_FILE,
  CLOUD_SNAPSHOT_AFTER_COMPLETED,
  CLOUD_SNAPSHOT_AFTER_FORGOTTEN,
  CLOUD_IMAGE_AFTER_FILE,
  CLOUD_IMAGE_AFTER_RECORD,
  CLOUD_IMAGE_AFTER_FORGOTTEN,
  CLOUD_CYCLE_AFTER_RECORD,
  CLOUD_CYCLE_AFTER_DOWN,
  CLOUD_CYCLE_AFTER_WORK,
  CLOUD_RULES_AFTER_RECORD,
  CLOUD_RULES_AFTER_FILTER,
  CLOUD_LAUNCH_AFTER_RECORD,
  CLOUD_LAUNCH_AFTER_ROOT,
  CLOUD_LAUNCH_AFTER_EPHEMERAL,
  CLOUD_LAUNCH_AFTER_VOLUMES,
  CLOUD_LAUNCH_AFTER_PLUG,
  CLOUD_LAUNCH_AFTER_FILTER,
  CLOUD_LAUNCH_AFTER_MACHINE,
  CLOUD_LAUNCH_AFTER_RUNNING,
  CLOUD_END_AFTER_MACHINE,
  CLOUD_END_AFTER_UNPLUG,
  CLOUD_END_AFTER_VOLUMES,
  CLOUD_END_AFTER_FILES,
  CLOUD_END_AFTER_RECORD;

  private static final @Nullable String ARMED = System.getProperty("entrepot.crash");
  private static final @Nullable String FILE = System.getProperty("entrepot.crash.file");

  /** Does nothing, unless a test armed this point. */
  public void reached() {
    if (!name().equals(FILE == null ? ARMED : inFile(FILE))) {
      return;
    }
    System.out.println("crash point " + name());
    System.out.flush();
    while (true) {
      LockSupport.park();
    }
  }

  /** The file is read each time, so that a test arms a point when the process has settled. */
  private static String inFile(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
