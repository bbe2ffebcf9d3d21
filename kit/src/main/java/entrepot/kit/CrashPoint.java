package entrepot.kit;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The instants before and after each write that matters. In a test, the process stops at the one
 * that the system property {@code entrepot.crash} names, says so on standard output, and waits for
 * its {@code kill -9}; the test kills each of these once.
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
  S3_AFTER_INTENT_ENDS;

  private static final @Nullable String ARMED = System.getProperty("entrepot.crash");

  /** Does nothing, unless a test armed this point. */
  public void reached() {
    if (ARMED == null || !ARMED.equals(name())) {
      return;
    }
    System.out.println("crash point " + name());
    System.out.flush();
    while (true) {
      LockSupport.park();
    }
  }
}
