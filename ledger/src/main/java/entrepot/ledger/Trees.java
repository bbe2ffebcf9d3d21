package entrepot.ledger;

import java.time.InstantSource;
import java.util.List;

/** The trees that runs, snapshots and releases are about. */
public final class Trees {
  private final Database database;
  private final InstantSource clock;

  Trees(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Makes the tree known; of a known one, kind and source may change. */
  public void register(String name, String kind, String source) {
    database.write(
        "registering tree '%s'".formatted(name),
        handle ->
            handle
                .createUpdate(
                    """
                    insert into trees (name, kind, source, added)
                    values (:name, :kind, :source, :added)
                    on conflict (name) do update set kind = excluded.kind, source = excluded.source
                    """)
                .bind("name", name)
                .bind("kind", kind)
                .bind("source", source)
                .bind("added", Rows.stored(clock.instant()))
                .execute());
  }

  /** All trees, by name. */
  public List<KnownTree> all() {
    return database.read(
        "listing the trees",
        handle ->
            handle.createQuery("select * from trees order by name").mapTo(KnownTree.class).list());
  }
}
