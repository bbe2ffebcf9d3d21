package entrepot.release.sign;

import entrepot.kit.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Ed25519 keys of a control plane; each signs. They lie in a folder, one file {@code <id>.pem}
 * (0600) a key, with the PKCS#8 private key and the public key after it; the id is the sha256 of
 * the public key's DER.
 */
public final class SigningKeys {
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private static final String RETIRED = ".retired";

  private final Path folder;
  private volatile Map<String, KeyPair> keys;
  private volatile List<PublicKey> retired;

  private SigningKeys(Path folder, Map<String, KeyPair> keys)
      throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.keys = Map.copyOf(keys);
    this.retired = retired(folder);
  }

  /** The keys of the folder; the first is made if there is none. Throws {@link KeyUnusable}. */
  public static SigningKeys open(Path folder) {
    // One process of many makes the first key, and one thread of this one waits for the file lock.
    synchronized (SigningKeys.class) {
      try {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (FileChannel channel =
                FileChannel.open(
                    folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock _ = channel.lock()) {
          Map<String, KeyPair> found = read(folder);
          if (found.isEmpty()) {
            KeyPair first = generate(folder);
            found.put(TrustedKeys.id(first.getPublic()), first);
          }
          return new SigningKeys(folder, found);
        }
      } catch (IOException | GeneralSecurityException e) {
        throw unusable("opening the signing keys in " + folder, e);
      }
    }
  }

  /** Signs with every key. */
  public Envelope sign(String payloadType, byte[] payload) {
    byte[] signed = Envelope.preAuthenticated(payloadType, payload);
    List<Envelope.Signature> signatures =
        new TreeMap<>(keys)
            .entrySet().stream()
                .map(key ->
                    new Envelope.Signature(
                        key.getKey(), signature(key.getValue().getPrivate(), signed)))
                .toList();
    return new Envelope(payloadType, payload, signatures);
  }

  /** The public halves, those of retired keys too: the history is signed by them. */
  public TrustedKeys trusted() {
    return TrustedKeys.of(publicKeys().toList());
  }

  private Stream<PublicKey> publicKeys() {
    return Stream.concat(keys.values().stream().map(KeyPair::getPublic), retired.stream());
  }

  /** The ids of the keys that sign. */
  public List<String> ids() {
    return keys.keySet().stream().sorted().toList();
  }

  /**
   * Adds a key; from now on all sign. Export it, give it to every edge, release, and only then
   * {@link #retire} the old one. Answers the new id.
   */
  public synchronized String rotate() {
    try {
      KeyPair added = generate(folder);
      Map<String, KeyPair> all = new TreeMap<>(keys);
      all.put(TrustedKeys.id(added.getPublic()), added);
      keys = Map.copyOf(all);
      return TrustedKeys.id(added.getPublic());
    } catch (IOException | GeneralSecurityException e) {
      throw unusable("adding a signing key in " + folder, e);
    }
  }

  /**
   * Destroys the private half of a key; the last one stays. Its public half stays as {@code
   * <id>.retired}, so that heads which it alone signed are still believed; if it was stolen, remove
   * that file and the edges' copies too.
   */
  public synchronized void retire(String id) {
    Map<String, KeyPair> left = new TreeMap<>(keys);
    KeyPair old = left.remove(id);
    if (old == null || left.isEmpty()) {
      throw new KeyUnusable(
          "retiring key %s: it is %s".formatted(id, left.isEmpty() ? "the last one" : "unknown"),
          "Rotate first; the keys are " + String.join(", ", ids()) + ".",
          null);
    }
    try {
      DurableFile.replacePrivate(folder.resolve(id + RETIRED), ascii(Pem.of(old.getPublic())));
      Files.delete(folder.resolve(id + ".pem"));
      DurableFile.force(folder);
      keys = Map.copyOf(left);
      retired = retired(folder);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable("retiring key " + id, e);
    }
  }

  /** Writes the public keys that are not there yet into a folder, for those who verify. */
  public void exportTo(Path trust) {
    try {
      Files.createDirectories(trust);
      for (PublicKey key : publicKeys().toList()) {
        Path file = trust.resolve(TrustedKeys.id(key) + ".pem");
        if (!Files.exists(file)) {
          DurableFile.replace(file, ascii(Pem.of(key)));
        }
      }
    } catch (IOException e) {
      throw unusable("exporting public keys to " + trust, e);
    }
  }

  private static byte[] signature(PrivateKey key, byte[] signed) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(signed);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 belongs to every JDK", e);
    }
  }

  private static KeyPair generate(Path folder) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String text = Pem.of(pair.getPrivate()) + Pem.of(pair.getPublic());
    DurableFile.replacePrivate(
        folder.resolve(TrustedKeys.id(pair.getPublic()) + ".pem"), ascii(text));
    return pair;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<PublicKey> retired(Path folder) throws IOException, GeneralSecurityException {
    List<PublicKey> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*" + RETIRED)) {
      for (Path file : files) {
        found.add(Pem.publicKey(Files.readString(file)));
      }
    }
    return List.copyOf(found);
  }

  private static Map<String, KeyPair> read(Path folder)
      throws IOException, GeneralSecurityException {
    Map<String, KeyPair> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*.pem")) {
      for (Path file : files) {
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
          throw new KeyUnusable(
              "the signing key %s can be read by others than its owner".formatted(file),
              "If nobody has read it: chmod 600 %s. Otherwise rotate the keys.".formatted(file),
              null);
        }
        String text = Files.readString(file);
        PrivateKey privateKey = Pem.privateKey(text);
        PublicKey publicKey = Pem.publicKey(text);
        byte[] probe = {1};
        if (!TrustedKeys.holds(publicKey, probe, signature(privateKey, probe))) {
          throw new GeneralSecurityException(file + " holds two halves of different keys");
        }
        found.put(TrustedKeys.id(publicKey), new KeyPair(publicKey, privateKey));
      }
    }
    return found;
  }

  private static KeyUnusable unusable(String doing, Exception e) {
    return new KeyUnusable(
        doing + ": " + e.getMessage(), "Check the folder's files and permissions.", e);
  }
}
