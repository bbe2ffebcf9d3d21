package entrepot.collect.pypi;

import entrepot.kit.Failure;

/** An index keeps giving an older page than its own list speaks of: a cache of the past. */
final class StalePage extends Failure {
  private static final long serialVersionUID = 1L;

  StalePage(String project, long listed, long found) {
    super(
        "looking at project %s: the index has changed it at serial %d, but gives its page of serial %d"
            .formatted(project, listed, found),
        "What is held of the project stays; the next run tries again.",
        null);
  }
}
