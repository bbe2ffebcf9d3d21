package entrepot.store.manifest;

/**
 * Bytes that break the format; whoever knows which node they are makes it {@link ManifestCorrupt}.
 */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String reason) {
    super(reason);
  }
}
