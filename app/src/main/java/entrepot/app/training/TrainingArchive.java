package entrepot.app.training;

import entrepot.app.quickstart.rpm.RpmKey;
import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** A small signed apt archive; nobody could install from it, but it is collected like any other. */
final class TrainingArchive {
  private static final int PACKAGES = 1_500;
  private static final int BYTES = 32 * 1024;

  private TrainingArchive() {}

  static void write(Path root, RpmKey key, Instant at) throws IOException {
    Path pool = Files.createDirectories(root.resolve("pool"));
    Path suite = Files.createDirectories(root.resolve("dists/stable"));
    Random random = new Random(1);
    byte[] content = new byte[BYTES];
    StringBuilder stanzas = new StringBuilder();
    for (int i = 0; i < PACKAGES; i++) {
      random.nextBytes(content);
      String name = "package-" + i;
      Files.write(pool.resolve(name + ".deb"), content);
      stanzas.append(
          """
          Package: %s
          Version: 1.0
          Architecture: amd64
          Filename: pool/%s.deb
          Size: %d
          SHA256: %s

          """
              .formatted(name, name, BYTES, Digest.sha256Of(content).hex()));
    }
    byte[] packages = stanzas.toString().getBytes(StandardCharsets.UTF_8);
    Path index = Files.createDirectories(suite.resolve("main/binary-amd64")).resolve("Packages");
    Files.write(index, packages);
    byte[] release =
        """
        Suite: stable
        Codename: stable
        Date: %s
        Architectures: amd64
        Components: main
        SHA256:
         %s %d main/binary-amd64/Packages
        """
            .formatted(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)),
                Digest.sha256Of(packages).hex(),
                packages.length)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(suite.resolve("Release"), release);
    Files.write(suite.resolve("Release.gpg"), key.detached(release, at));
  }
}
