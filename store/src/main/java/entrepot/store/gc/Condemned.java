package entrepot.store.gc;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Manifests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A list of condemned objects in the store, named by its time in milliseconds since 1970: a line
 * each, {@code <level> <area> <name>}, where nodes have their level in the manifest and all else
 * has zero.
 */
record Condemned(Key key, Instant time) {
  private static final String PREFIX = "condemned-";

  static List<Condemned> in(Backend backend) {
    List<Condemned> lists = new ArrayList<>();
    backend.list(Area.GARBAGE, info -> of(info.key()).ifPresent(lists::add));
    return List.copyOf(lists);
  }

  private static Optional<Condemned> of(Key key) {
    String millis = key.name().substring(Math.min(PREFIX.length(), key.name().length()));
    return key.name().startsWith(PREFIX) && millis.matches("[0-9]{1,15}")
        ? Optional.of(new Condemned(key, Instant.ofEpochMilli(Long.parseLong(millis))))
        : Optional.empty();
  }

  /** Writes the list of what is not needed and was last written before {@code horizon}. */
  static long write(
      Backend backend, Manifests manifests, Reachable reachable, Instant horizon, Instant now) {
    long[] count = {0};
    try (Staging staging = backend.stage()) {
      for (Area area : List.of(Area.NODES, Area.BLOBS, Area.FILLS)) {
        backend.list(
            area,
            info -> {
              if (info.modified().isBefore(horizon) && !reachable.needs(info.key())) {
                byte[] line = line(info.key(), manifests).getBytes(StandardCharsets.US_ASCII);
                staging.write(line, 0, line.length);
                count[0]++;
              }
            });
      }
      if (count[0] > 0) {
        staging.commit(new Key(Area.GARBAGE, PREFIX + now.toEpochMilli()));
      }
    }
    return count[0];
  }

  private static String line(Key key, Manifests manifests) {
    int level = key.area() == Area.NODES ? level(key, manifests) : 0;
    return "%d %s %s\n".formatted(level, key.area().folder(), key.name());
  }

  private static int level(Key key, Manifests manifests) {
    try {
      return manifests.level(Digest.sha256(key.name()));
    } catch (Failure e) {
      // Corrupt or just removed: it names nothing, so when it goes does not matter.
      return 0;
    }
  }

  /** Passes on each object with its level. */
  void each(Backend backend, BiConsumer<Integer, Key> each) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(backend.open(key, 0), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(" ", 3);
        Area area = Area.valueOf(fields[1].toUpperCase(Locale.ROOT));
        each.accept(Integer.parseInt(fields[0]), new Key(area, fields[2]));
      }
    } catch (IOException e) {
      throw new BackendUnavailable("reading " + key.name(), e);
    }
  }
}
