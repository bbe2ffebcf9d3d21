package entrepot.app.quickstart.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A bucket on loopback that lies in a folder. Anybody reads it; who writes needs its key. */
public final class SampleBucket implements AutoCloseable {
  /** What it is called. */
  public static final String NAME = "quickstart";

  private static final String ACCESS_KEY = "quickstart";
  private static final int SECRET_BYTES = 20;

  private final S3Proxy proxy;
  private final PublicFolder objects;
  private final String address;
  private final Path folder;

  private SampleBucket(S3Proxy proxy, PublicFolder objects, String address, Path folder) {
    this.proxy = proxy;
    this.objects = objects;
    this.address = address;
    this.folder = folder;
  }

  /**
   * Serves what lies in the folder, and makes bucket and key where they are not there yet.
   *
   * @param address of loopback; the port is a free one
   */
  public static SampleBucket start(Path folder, String address) {
    try {
      Path files = folder.resolve("objects");
      Files.createDirectories(files.resolve(NAME));
      PublicFolder objects = new PublicFolder(new FilesystemNio2BlobStore(files.toString()));
      Files.writeString(folder.resolve("access-key"), ACCESS_KEY + "\n");
      String secret = secret(folder.resolve("secret-key"));
      S3Proxy proxy =
          S3Proxy.builder()
              .blobStore(objects)
              .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secret)
              .endpoint(URI.create("http://%s:0".formatted(address)))
              .metricsEnabled(false)
              .build();
      start(proxy);
      return new SampleBucket(proxy, objects, address, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(S3Proxy proxy) throws IOException {
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IOException("the bucket does not start", e);
    }
  }

  private static String secret(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
    }
    return Files.readString(file).strip();
  }

  /** Where it is asked; the bucket is a folder below. */
  public URI endpoint() {
    return URI.create("http://%s:%d".formatted(address, proxy.getPort()));
  }

  /** How often an object was asked for. */
  public long reads() {
    return objects.reads();
  }

  /** The file that holds the name of its key. */
  public Path accessKey() {
    return folder.resolve("access-key");
  }

  /** The file that holds its secret key. */
  public Path secretKey() {
    return folder.resolve("secret-key");
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the bucket does not stop", e);
    }
  }
}
