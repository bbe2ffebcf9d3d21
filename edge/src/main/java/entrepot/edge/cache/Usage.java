package entrepot.edge.cache;

import entrepot.kit.Digest;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was used how often, from the coldest to the hottest: 32 bytes of sha256 and one of uses for
 * each file. It only spares a restarted cache from learning anew: losing it loses no file.
 */
record Usage(Path file) {
  private static final Logger log = LoggerFactory.getLogger(Usage.class);
  private static final int DIGEST = 32;

  /** A file of the cache, and how often it was asked for. */
  record Known(long size, int uses) {}

  /** Those files from the coldest on; files that nothing is known of by age, before all others. */
  SequencedMap<Digest, Known> inOrder(Map<Digest, ObjectFolder.Found> files) {
    Map<Digest, Integer> uses = read();
    List<Map.Entry<Digest, ObjectFolder.Found>> unknown = new ArrayList<>();
    files.entrySet().stream()
        .filter(each -> !uses.containsKey(each.getKey()))
        .forEach(unknown::add);
    unknown.sort(Comparator.comparingLong(each -> each.getValue().modifiedMillis()));
    SequencedMap<Digest, Known> all = new LinkedHashMap<>();
    unknown.forEach(each -> all.put(each.getKey(), new Known(each.getValue().size(), 0)));
    uses.forEach((sha256, count) -> {
      ObjectFolder.Found found = files.get(sha256);
      if (found != null) {
        all.put(sha256, new Known(found.size(), count));
      }
    });
    return all;
  }

  private Map<Digest, Integer> read() {
    Map<Digest, Integer> uses = new LinkedHashMap<>();
    byte[] digest = new byte[DIGEST];
    try (DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        in.readFully(digest);
        int count = Math.clamp(in.readUnsignedByte(), 0, Cached.MOST_USES);
        uses.put(Digest.of(Digest.Algorithm.SHA256, digest), count);
      }
    } catch (EOFException | NoSuchFileException e) {
      // Its end, or a new cache.
    } catch (IOException e) {
      log.warn("reading {}: {}; the cache learns anew what is used", file, e.toString());
    }
    return uses;
  }

  /** Writes it, in one step. */
  void save(Map<Digest, Cached> coldestFirst) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))) {
        for (Map.Entry<Digest, Cached> each : coldestFirst.entrySet()) {
          out.write(each.getKey().bytes());
          out.writeByte(each.getValue().uses());
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("writing {}: {}; a restart will know less", file, e.toString());
    }
  }
}
