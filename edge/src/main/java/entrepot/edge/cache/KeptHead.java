package entrepot.edge.cache;

import entrepot.kit.DurableFile;
import entrepot.kit.Failure;
import entrepot.release.sign.Envelope;
import entrepot.store.backend.BackendUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What survives a restart: {@code head.json}, the head that was served, signed; and {@code
 * generation}, the highest that was ever believed, below which no head is taken again.
 */
record KeptHead(Path folder) {
  private static final Logger log = LoggerFactory.getLogger(KeptHead.class);

  private Path head() {
    return folder.resolve("head.json");
  }

  private Path floor() {
    return folder.resolve("generation");
  }

  /** The head that was served last, unverified; empty where it is not there or unreadable. */
  Optional<Envelope> load() {
    try (InputStream in = Files.newInputStream(head())) {
      return Optional.of(Envelope.parse(in.readNBytes(Envelope.MAX_BYTES + 1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | Failure e) {
      log.warn("reading {}: {}; it is fetched anew", head(), e.toString());
      return Optional.empty();
    }
  }

  void save(Envelope signed) {
    write(head(), signed.toJson());
  }

  /** The highest generation that was believed; 0 before the first. Throws BackendUnavailable. */
  long highest() {
    try {
      return Long.parseLong(Files.readString(floor(), StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException | NumberFormatException e) {
      // To guess here would let an older head in.
      throw new BackendUnavailable(
          "reading %s, which should hold the highest generation served".formatted(floor()), e);
    }
  }

  void highest(long generation) {
    write(floor(), (generation + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void write(Path file, byte[] content) {
    try {
      DurableFile.replace(file, content);
    } catch (IOException e) {
      throw new BackendUnavailable("writing " + file, e);
    }
  }
}
