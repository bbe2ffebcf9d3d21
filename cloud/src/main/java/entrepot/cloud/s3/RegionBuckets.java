package entrepot.cloud.s3;

import entrepot.cloud.wire.Account;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * The S3 of one region, with the access keys of EC2. An account's buckets are folders of its own:
 *
 * <pre>
 * FOLDER/accounts/ACCOUNT/BUCKET/KEY
 * FOLDER/nobody                        what requests without a key see: nothing
 * </pre>
 *
 * Two accounts may have a bucket of one name, and neither sees the other's.
 */
public final class RegionBuckets implements AutoCloseable {
  private static final int THREADS = 32;
  private static final long STOPPING_MILLIS = 2_000;

  private final S3Proxy proxy;
  private final String address;

  private RegionBuckets(S3Proxy proxy, String address) {
    this.proxy = proxy;
    this.address = address;
  }

  /**
   * Serves them.
   *
   * @param keys accounts by the ids of their access keys
   * @param address of this machine
   * @param port there; 0 takes a free one
   */
  public static RegionBuckets serve(
      Path folder, Map<String, Account> keys, String address, int port) {
    Map<String, AccessGrant> grants = new HashMap<>();
    keys.forEach((key, account) ->
        grants.put(
            key,
            new AccessGrant(
                account.secret(), files(folder.resolve("accounts").resolve(account.id())))));
    // Its own key is asked for by the builder and, with the locator, good for nothing.
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(files(folder.resolve("nobody")))
            .awsAuthentication(AuthenticationType.AWS_V4, "none", "none")
            .endpoint(URI.create("http://%s:%d".formatted(address, port)))
            .jettyMaxThreads(THREADS)
            .stopTimeout(STOPPING_MILLIS)
            .metricsEnabled(false)
            .build();
    proxy.setBlobStoreLocator((key, _, _) -> granted(grants, key));
    filter(proxy);
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException(
          "the buckets of %s are not served at %s:%d".formatted(folder, address, port), e);
    }
    return new RegionBuckets(proxy, address);
  }

  /** s3proxy lets nobody stand before it but by its own server, which it does not show. */
  private static void filter(S3Proxy proxy) {
    try {
      Field own = S3Proxy.class.getDeclaredField("server");
      own.setAccessible(true);
      ((Server) own.get(proxy))
          .getDescendant(ServletContextHandler.class)
          .addFilter(new UnsignedHeaders(), "/*", EnumSet.of(DispatcherType.REQUEST));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("s3proxy has its server elsewhere", e);
    }
  }

  private static @Nullable AccessGrant granted(
      Map<String, AccessGrant> grants, @Nullable String key) {
    return key == null ? null : grants.get(key);
  }

  private static BlobStore files(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new FilesystemNio2BlobStore(folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("making " + folder, e);
    }
  }

  /** Where they are asked for. */
  public URI endpoint() {
    return URI.create("http://%s:%d".formatted(address, proxy.getPort()));
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the buckets at " + endpoint() + " do not stop", e);
    }
  }
}
