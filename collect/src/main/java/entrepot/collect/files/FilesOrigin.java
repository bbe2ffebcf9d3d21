package entrepot.collect.files;

import java.net.URI;
import java.nio.file.Path;

/** Where the files of a tree are. */
public sealed interface FilesOrigin {
  /** A folder on an HTTP server, below which checksum files and what they name lie. */
  record Http(URI address) implements FilesOrigin {}

  /** A folder of this machine, all of whose regular files are taken. */
  record Folder(Path path) implements FilesOrigin {}
}
