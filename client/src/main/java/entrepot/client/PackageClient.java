package entrepot.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Makes both packages; the build calls it. The same sources give the same bytes. */
public final class PackageClient {
  private PackageClient() {}

  /**
   * Makes both packages.
   *
   * @param arguments the folder src/main, the version, the time in seconds since 1970 (which the
   *     variable SOURCE_DATE_EPOCH overrides), the folder for the packages
   */
  public static void main(String[] arguments) throws IOException {
    String epoch = System.getenv().getOrDefault("SOURCE_DATE_EPOCH", arguments[2]);
    var kit =
        new ClientKit(
            Path.of(arguments[0]), arguments[1], Instant.ofEpochSecond(Long.parseLong(epoch)));
    Path folder = Files.createDirectories(Path.of(arguments[3]));
    DebPackage.write(kit, folder);
    RpmPackage.write(kit, folder);
  }
}
