package entrepot.app.worker;

import entrepot.kit.Failure;

/** A worker that was told to stop in the middle of a part. */
final class WorkerStops extends Failure {
  private static final long serialVersionUID = 1L;

  WorkerStops(String name) {
    super("worker %s stops".formatted(name), "", null);
  }
}
