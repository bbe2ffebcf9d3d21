package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.release.Head;
import entrepot.release.LocalReplica;
import entrepot.release.Retirement;
import entrepot.release.Revocation;
import entrepot.release.TreeHead;
import entrepot.release.sign.Envelope;
import entrepot.store.backend.DiskBackend;
import entrepot.store.manifest.Manifests;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A replica whose head and retained snapshots a test sets; its store is a real one. */
final class TestingReplica implements LocalReplica {
  private final DiskBackend backend;
  private final Manifests manifests;
  private final Map<Object, Retention> retained = new HashMap<>();
  private volatile @Nullable Head head;
  private volatile @Nullable Envelope signed;

  TestingReplica(DiskBackend backend) {
    this.backend = backend;
    this.manifests = new Manifests(backend);
  }

  void release(String tree, Digest snapshot, Optional<Digest> carry, Revocation... revoked) {
    Head former = head;
    TreeMap<String, TreeHead> trees = new TreeMap<>();
    if (former != null) {
      trees.putAll(former.trees());
    }
    Instant now = Instant.parse("2026-11-21T09:00:00Z");
    trees.put(tree, new TreeHead(snapshot, carry, now));
    long generation = former == null ? 1 : former.generation() + 1;
    head = new Head("region-a", generation, now, trees, List.of(revoked));
    retain(tree + snapshot, new Retention.Kept(snapshot, now));
  }

  /** The next head, in which that is gone. */
  void retire(Retirement gone) {
    Head former = java.util.Objects.requireNonNull(head);
    TreeMap<String, TreeHead> trees = new TreeMap<>(former.trees());
    if (gone.path().isEmpty()) {
      trees.remove(gone.tree());
    }
    head =
        new Head(
            former.region(),
            former.generation() + 1,
            former.issued(),
            trees,
            former.revocations(),
            List.of(gone),
            former.act());
  }

  void sign(Envelope envelope) {
    signed = envelope;
  }

  void retain(Object question, Retention answer) {
    retained.put(question, answer);
  }

  @Override
  public boolean refresh() {
    return true;
  }

  @Override
  public Optional<Head> head() {
    return Optional.ofNullable(head);
  }

  @Override
  public Retention at(String tree, Instant time) {
    return retained.getOrDefault(tree + time, new Retention.Unknown());
  }

  @Override
  public Retention at(String tree, Digest snapshot) {
    return retained.getOrDefault(tree + snapshot, new Retention.Unknown());
  }

  @Override
  public Optional<Envelope> signed() {
    return Optional.ofNullable(signed);
  }

  @Override
  public Optional<Envelope> signed(long generation) {
    return Optional.empty();
  }

  @Override
  public Manifests manifests() {
    return manifests;
  }

  @Override
  public DiskBackend backend() {
    return backend;
  }
}
