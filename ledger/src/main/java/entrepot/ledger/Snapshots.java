package entrepot.ledger;

import entrepot.kit.Digest;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The snapshots that were made, and which one is a tree's latest. */
public final class Snapshots {
  private final Database database;

  Snapshots(Database database) {
    this.database = database;
  }

  /** Records a snapshot of a registered tree; one that is recorded stays as it is. */
  public void record(RecordedSnapshot snapshot) {
    database.write(
        "recording snapshot %s of '%s'".formatted(snapshot.digest().brief(), snapshot.tree()),
        handle -> record(handle, snapshot));
  }

  /** The same within a transaction. */
  static int record(Handle handle, RecordedSnapshot snapshot) {
    return handle
        .createUpdate(
            """
            insert into snapshots
              (tree, digest, time, parent, source, who, entries, bytes, lazy, missing)
            values (:tree, :digest, :stored, :parent, :source, :who,
              :entries, :bytes, :lazy, :missing)
            on conflict (tree, digest) do nothing
            """)
        .bindMethods(snapshot)
        .bind("stored", Rows.stored(snapshot.time()))
        .execute();
  }

  /** That snapshot, if it was recorded. */
  public Optional<RecordedSnapshot> find(String tree, Digest digest) {
    return database.read(
        "looking for a snapshot of '%s'".formatted(tree),
        handle ->
            handle
                .createQuery("select * from snapshots where tree = :tree and digest = :digest")
                .bind("tree", tree)
                .bind("digest", digest)
                .mapTo(RecordedSnapshot.class)
                .findOne());
  }

  /**
   * The snapshot of the run that ended last. A source that goes back to an older state makes the
   * older snapshot the latest again, which its time alone would not tell.
   */
  public Optional<RecordedSnapshot> latest(String tree) {
    return database.read(
        "looking for the latest snapshot of '%s'".formatted(tree),
        handle ->
            handle
                .createQuery(
                    """
                    select s.* from runs r
                    join snapshots s on s.tree = r.tree and s.digest = r.snapshot
                    where r.tree = :tree and r.ended is not null
                    order by r.finish desc, r.id desc limit 1
                    """)
                .bind("tree", tree)
                .mapTo(RecordedSnapshot.class)
                .findOne());
  }

  /** The snapshots of a tree, newest first. */
  public List<RecordedSnapshot> of(String tree, int limit) {
    return database.read(
        "listing the snapshots of '%s'".formatted(tree),
        handle ->
            handle
                .createQuery(
                    """
                    select * from snapshots where tree = :tree
                    order by time desc, digest limit :limit
                    """)
                .bind("tree", tree)
                .bind("limit", limit)
                .mapTo(RecordedSnapshot.class)
                .list());
  }
}
