package entrepot.collect.rpm;

/** A package file that cannot be read: it has no signature that could be believed. */
final class BrokenPackage extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenPackage(String found) {
    super(found);
  }
}
