package entrepot.bench.sync;

import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a contender has published: the file that a client would get for a path. */
interface Published {
  /** Every so many files are compared by digest too. */
  int SAMPLE = 10;

  /** Empty when it would get none. */
  Optional<Path> file(String path);

  /**
   * Throws unless every file of the upstream is there: packages by their size and, a tenth of them,
   * by their sha256; the entry point may be the contender's own.
   */
  static void check(String who, Published published, Upstream upstream) throws IOException {
    List<String> files = upstream.files();
    String entryPoint = files.getLast();
    int compared = 0;
    for (String path : files) {
      Path theirs = published.file(path).filter(Files::isRegularFile).orElse(null);
      if (theirs == null) {
        throw new IOException(who + " has not published " + path);
      }
      Path original = upstream.root().resolve(path);
      boolean same =
          path.equals(entryPoint)
              || (Files.size(theirs) == Files.size(original)
                  && (compared++ % SAMPLE != 0 || sha256(theirs).equals(sha256(original))));
      if (!same) {
        throw new IOException(who + " has published something else as " + path);
      }
    }
  }

  private static Digest sha256(Path file) throws IOException {
    return Digest.sha256Of(Files.readAllBytes(file));
  }
}
