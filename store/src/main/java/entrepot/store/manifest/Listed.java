package entrepot.store.manifest;

/** A name in a folder of a manifest. */
public sealed interface Listed {
  /** The name, without slashes. */
  String name();

  /** A file. */
  record File(String name, Entry entry) implements Listed {}

  /** A folder. */
  record Folder(String name) implements Listed {}
}
