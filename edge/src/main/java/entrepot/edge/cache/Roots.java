package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.kit.DurableFile;
import entrepot.release.Head;
import entrepot.release.TreeHead;
import entrepot.store.backend.BackendUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests of the heads that were served here, each kept for a time after its head: a line for
 * each in the file {@code roots}: {@code snapshot|carry TREE SHA256 RELEASED UNTIL}, times in
 * seconds since 1970, UNTIL {@value #NOW} for those of the current head.
 */
final class Roots {
  private static final Logger log = LoggerFactory.getLogger(Roots.class);
  private static final long NOW = Long.MAX_VALUE;

  private final Path file;
  private List<Root> roots = List.of();

  private record Root(String kind, String tree, Digest sha256, long released, long until) {
    boolean same(Root other) {
      return kind.equals(other.kind) && tree.equals(other.tree) && sha256.equals(other.sha256);
    }
  }

  Roots(Path file) {
    this.file = file;
    try {
      roots = Files.readAllLines(file).stream().map(Roots::parse).toList();
    } catch (NoSuchFileException e) {
      // A new cache.
    } catch (IOException | IllegalArgumentException e) {
      log.warn("reading {}: {}; former snapshots are asked for anew", file, e.toString());
    }
  }

  private static Root parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("a line of another kind");
    }
    long released = Long.parseLong(parts[3]);
    return new Root(
        parts[0], parts[1], Digest.sha256(parts[2]), released, Long.parseLong(parts[4]));
  }

  /** Notes that this head is served from now on; those of former ones stay for {@code keep}. */
  synchronized void serve(Head head, Instant now, Duration keep) {
    List<Root> current = new ArrayList<>();
    head.trees().forEach((tree, served) -> add(current, tree, served));
    List<Root> all = new ArrayList<>(current);
    for (Root former : roots) {
      long until = Math.min(former.until(), now.plus(keep).getEpochSecond());
      if (current.stream().noneMatch(former::same) && until > now.getEpochSecond()) {
        all.add(new Root(former.kind(), former.tree(), former.sha256(), former.released(), until));
      }
    }
    roots = List.copyOf(all);
    write();
  }

  private static void add(List<Root> all, String tree, TreeHead served) {
    long released = served.released().getEpochSecond();
    all.add(new Root("snapshot", tree, served.snapshot(), released, NOW));
    served.carry().ifPresent(carry -> all.add(new Root("carry", tree, carry, released, NOW)));
  }

  private void write() {
    String text =
        roots.stream()
            .map(each ->
                "%s %s %s %d %d\n"
                    .formatted(
                        each.kind(),
                        each.tree(),
                        each.sha256().hex(),
                        each.released(),
                        each.until()))
            .collect(Collectors.joining());
    try {
      DurableFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new BackendUnavailable("writing " + file, e);
    }
  }

  /** When that snapshot was released, if it is one that stays. */
  synchronized Optional<Instant> released(String tree, Digest snapshot, Instant now) {
    return snapshots(tree, now).stream()
        .filter(each -> each.sha256().equals(snapshot))
        .map(each -> Instant.ofEpochSecond(each.released()))
        .findFirst();
  }

  /** The snapshots of a tree that stay, the latest released first. */
  synchronized List<Digest> of(String tree, Instant now) {
    return snapshots(tree, now).stream().map(Root::sha256).toList();
  }

  private List<Root> snapshots(String tree, Instant now) {
    return roots.stream()
        .filter(each -> each.kind().equals("snapshot") && each.tree().equals(tree))
        .filter(each -> each.until() > now.getEpochSecond())
        .sorted(Comparator.comparingLong(Root::released).reversed())
        .toList();
  }

  /** All manifests that stay. */
  synchronized List<Digest> all(Instant now) {
    return roots.stream()
        .filter(each -> each.until() > now.getEpochSecond())
        .map(Root::sha256)
        .toList();
  }
}
