package entrepot.collect;

import entrepot.kit.Failure;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.kit.http.UpstreamFailure;
import entrepot.kit.http.UpstreamStalled;
import entrepot.kit.http.UpstreamUnreachable;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the files that could not be had, so that one bad file does not fail a run. A long series of
 * unanswered requests does: then the upstream is gone, not the files.
 */
public final class Quarantine {
  /** The result names so many; the snapshot has them all. */
  private static final int NAMED = 1_000;

  private static final int SILENCE = 16;
  private static final int REASON = 300;

  private final Progress progress;
  private final List<Quarantined> files = new ArrayList<>();
  private int unanswered;

  public Quarantine(Progress progress) {
    this.progress = progress;
  }

  /** The entry without its bytes; throws the failure when it is not the file's fault. */
  public synchronized Entry missing(Entry entry, Failure failure) {
    boolean own = failure instanceof UpstreamFailure || failure instanceof CorruptedFile;
    if (!own || Thread.currentThread().isInterrupted()) {
      throw failure;
    }
    heed(failure);
    return missing(entry, String.valueOf(failure.getMessage()));
  }

  /** The entry without its bytes, for a reason that is not a failed fetch. */
  public synchronized Entry missing(Entry entry, String reason) {
    String brief = brief(reason);
    note(entry.path(), brief);
    return entry.in(State.MISSING).with(Extension.REASON, brief);
  }

  /** A file that no tree can hold, reported under a name that is like its own. */
  public synchronized void leftOut(TreePath like, String reason) {
    note(like, reason);
  }

  /** Something that stays as it was; throws the failure when the upstream is gone or stopped. */
  public synchronized void leftOut(TreePath like, Failure failure) {
    if (Thread.currentThread().isInterrupted()) {
      throw failure;
    }
    heed(failure);
    note(like, brief(String.valueOf(failure.getMessage())));
  }

  private void heed(Failure failure) {
    boolean silent = failure instanceof UpstreamUnreachable || failure instanceof UpstreamStalled;
    unanswered = silent ? unanswered + 1 : 0;
    if (unanswered >= SILENCE) {
      throw failure;
    }
  }

  private static String brief(String reason) {
    return reason.length() > REASON ? reason.substring(0, REASON) + "…" : reason;
  }

  /** A file came: the upstream is there. */
  public synchronized void answered() {
    unanswered = 0;
  }

  /** Those taken so far; the first thousand. */
  public synchronized List<Quarantined> files() {
    return List.copyOf(files);
  }

  private void note(TreePath path, String reason) {
    if (files.size() < NAMED) {
      files.add(new Quarantined(path, reason));
      progress.note("quarantined %s: %s".formatted(path, reason));
    }
  }
}
