package entrepot.collect;

import entrepot.kit.Progress;

/** Makes snapshots of one source. */
public interface Collector {
  /**
   * Looks what the upstream has now. A failure leaves everything as it was; what was fetched before
   * it is found again by the next run.
   */
  SyncResult run(SyncRequest request, Progress progress);
}
