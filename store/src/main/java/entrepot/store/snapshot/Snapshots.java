package entrepot.store.snapshot;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The records of the snapshots in a store: one JSON object each, named {@code <tree>.<digest>}.
 * Names of trees match {@code [a-z0-9][a-z0-9-]{0,62}}; others are an IllegalArgumentException.
 */
public final class Snapshots {
  private static final Pattern TREE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Backend backend;

  public Snapshots(Backend backend) {
    this.backend = backend;
  }

  /**
   * Records a snapshot. All that was written before is forced to stable storage first, so that a
   * record never names bytes that a power cut could lose. An older record of the same content
   * stays.
   */
  public void add(SnapshotRecord snapshot) {
    CrashPoint.SYNC_BEFORE_FLUSH.reached();
    backend.flush();
    CrashPoint.SYNC_AFTER_FLUSH.reached();
    CrashPoint.SYNC_BEFORE_RECORD.reached();
    backend.put(key(snapshot.tree(), snapshot.digest()), SnapshotJson.bytes(snapshot));
    backend.flush();
    CrashPoint.SYNC_AFTER_RECORD.reached();
  }

  /**
   * Remembers other facts of a snapshot, in place of the former ones: after a run that found no
   * change, the validators of its conditional requests. Throws {@link SnapshotUnknown}.
   */
  public void refreshFacts(String tree, Digest digest, Map<String, String> facts) {
    SnapshotRecord former = find(tree, digest).orElseThrow(() -> new SnapshotUnknown(tree, digest));
    if (!former.facts().equals(facts)) {
      backend.replace(key(tree, digest), SnapshotJson.bytes(former.with(facts)));
    }
  }

  /** The record of that snapshot. */
  public Optional<SnapshotRecord> find(String tree, Digest digest) {
    return read(key(tree, digest));
  }

  /** All snapshots of a tree, oldest first. */
  public List<SnapshotRecord> of(String tree) {
    String prefix = checked(tree) + ".";
    List<SnapshotRecord> found = new ArrayList<>();
    eachKey(key -> {
      if (key.name().startsWith(prefix)) {
        read(key).ifPresent(found::add);
      }
    });
    found.sort(Comparator.comparing(SnapshotRecord::time).thenComparing(SnapshotRecord::digest));
    return List.copyOf(found);
  }

  /** All snapshots of all trees, in no order. */
  public void each(Consumer<SnapshotRecord> each) {
    eachKey(key -> read(key).ifPresent(each));
  }

  /** Forgets a record; false when there was none. */
  public boolean remove(String tree, Digest digest) {
    return backend.remove(key(tree, digest));
  }

  private void eachKey(Consumer<Key> each) {
    backend.list(Area.SNAPSHOTS, info -> each.accept(info.key()));
  }

  private Optional<SnapshotRecord> read(Key key) {
    try {
      SnapshotRecord found = Json.read(backend, key, SnapshotJson::record);
      if (!key(found.tree(), found.digest()).equals(key)) {
        throw new RecordCorrupt(key, "it is about another snapshot", null);
      }
      return Optional.of(found);
    } catch (ObjectMissing e) {
      return Optional.empty();
    }
  }

  private static Key key(String tree, Digest digest) {
    return new Key(Area.SNAPSHOTS, checked(tree) + "." + digest.hex());
  }

  private static String checked(String tree) {
    if (!TREE.matcher(tree).matches()) {
      throw new IllegalArgumentException("'" + tree + "' cannot name a tree");
    }
    return tree;
  }
}
