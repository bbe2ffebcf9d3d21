package entrepot.app.config;

import entrepot.ledger.Timing;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Mirrored files that checksum files name, or a folder of this machine.
 *
 * @param policy {@code FULL} for a folder
 * @param checksums checksum files, relative to the origin; patterns too where it is a folder
 * @param keyring OpenPGP keys, one of which must have signed each checksum file
 */
public record FilesTree(
    String name,
    Policy policy,
    Origin from,
    List<String> checksums,
    Optional<Path> keyring,
    Optional<Timing> schedule,
    ReleaseRules rules)
    implements TreeConfiguration {
  public FilesTree {
    checksums = List.copyOf(checksums);
  }

  @Override
  public String kind() {
    return "files";
  }

  @Override
  public String origin() {
    return switch (from) {
      case Origin.Source(URI address) -> address.toString();
      case Origin.Folder(Path path) -> path.toString();
    };
  }

  /** Where the files are. */
  public sealed interface Origin {
    /** A folder on an HTTP server; without a slash at its end. */
    record Source(URI address) implements Origin {}

    /** A folder of this machine, absolute. */
    record Folder(Path path) implements Origin {}
  }
}
