package entrepot.release.s3;

import entrepot.kit.Failure;

/** Another publisher has replaced the head meanwhile. */
public final class HeadMoved extends Failure {
  private static final long serialVersionUID = 1L;

  HeadMoved(String region) {
    super(
        "releasing to %s: another publisher has replaced the bucket's head meanwhile"
            .formatted(region),
        "Let one process at a time publish to a region, then run it again.",
        null);
  }
}
