package entrepot.app.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the client kit's Debian package of the checkout that this program was built in. */
final class ClientPackage {
  private static final String BUILT = "client/target";

  private ClientPackage() {}

  static Optional<Path> ofThisBuild() {
    @Nullable CodeSource code = ClientPackage.class.getProtectionDomain().getCodeSource();
    if (code == null) {
      return Optional.empty();
    }
    try {
      return above(Path.of(code.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** CHECKOUT/app/target/lib/JAR, or CHECKOUT/app/target/classes. */
  static Optional<Path> above(Path code) {
    int levels = 0;
    for (@Nullable Path folder = code.getParent();
        folder != null && levels < 4;
        folder = folder.getParent(), levels++) {
      Path built = folder.resolve(BUILT);
      if (Files.isDirectory(built)) {
        return only(built);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> only(Path folder) {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, "entrepot-client_*_all.deb")) {
      for (Path each : found) {
        return Optional.of(each);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
