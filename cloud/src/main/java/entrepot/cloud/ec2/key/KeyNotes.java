package entrepot.cloud.ec2.key;

/** What a key pair's row remembers beside what the API describes. */
public final class KeyNotes {
  /** The public key as a line of {@code authorized_keys}: type, base64, name. */
  public static final String PUBLIC_KEY = "public-key";

  private KeyNotes() {}
}
