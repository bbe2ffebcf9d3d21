package entrepot.store.backend;

import entrepot.kit.Failure;

/** An object that something names is not there. */
public final class ObjectMissing extends Failure {
  private static final long serialVersionUID = 1L;

  public ObjectMissing(Key key, String where) {
    super(
        "%s %s is not in %s".formatted(key.area().folder(), key.name(), where),
        "Run 'entrepot sync' again: what is missing is fetched anew.",
        null);
  }
}
