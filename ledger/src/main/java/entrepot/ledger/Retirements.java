package entrepot.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What was announced to go, and what became of it. */
public final class Retirements {
  private final Database database;
  private final InstantSource clock;

  Retirements(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Announces it, or gives one that stands other dates; one that was carried out stays as it is.
   * Answers what stands now.
   *
   * @param path empty: the whole tree
   */
  public Retirement announce(
      String tree, String path, String who, Instant unlisted, Instant due, String note) {
    return database.write(
        "announcing the retirement of '%s'".formatted(subject(tree, path)),
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into retirements (tree, path, announced, who, unlisted, due, note)
                  values (:tree, :path, :announced, :who, :unlisted, :due, :note)
                  on conflict (tree, path) where cancelled is null do update
                  set who = excluded.who, unlisted = excluded.unlisted, due = excluded.due,
                    note = excluded.note
                  where retirements.removed is null
                  """)
              .bind("tree", tree)
              .bind("path", path)
              .bind("announced", Rows.stored(clock.instant()))
              .bind("who", who)
              .bind("unlisted", Rows.stored(unlisted))
              .bind("due", Rows.stored(due))
              .bind("note", note)
              .execute();
          return handle
              .createQuery(
                  """
                  select * from retirements
                  where tree = :tree and path = :path and cancelled is null
                  """)
              .bind("tree", tree)
              .bind("path", path)
              .mapTo(Retirement.class)
              .one();
        });
  }

  /** Ends one that stands; answers it, or empty where there is none. */
  public Optional<Retirement> cancel(String tree, String path) {
    return database.write(
        "cancelling the retirement of '%s'".formatted(subject(tree, path)),
        handle ->
            handle
                .createQuery(
                    """
                    update retirements set cancelled = :now
                    where tree = :tree and path = :path and cancelled is null
                    returning *
                    """)
                .bind("now", Rows.stored(clock.instant()))
                .bind("tree", tree)
                .bind("path", path)
                .mapTo(Retirement.class)
                .findOne());
  }

  /** Records that all regions have lost it; false when it was recorded or cancelled before. */
  public boolean removed(long id) {
    return database.write(
        "recording that retirement %d was carried out".formatted(id),
        handle ->
            handle
                    .createUpdate(
                        """
                        update retirements set removed = :now
                        where id = :id and removed is null and cancelled is null
                        """)
                    .bind("now", Rows.stored(clock.instant()))
                    .bind("id", id)
                    .execute()
                == 1);
  }

  /** Those that stand, carried out or not, by what they are about. */
  public List<Retirement> standing() {
    return database.read(
        "listing the retirements",
        handle ->
            handle
                .createQuery(
                    "select * from retirements where cancelled is null order by tree, path")
                .mapTo(Retirement.class)
                .list());
  }

  /** All there ever were, newest first. */
  public List<Retirement> all() {
    return database.read(
        "listing the retirements",
        handle ->
            handle
                .createQuery("select * from retirements order by id desc")
                .mapTo(Retirement.class)
                .list());
  }

  private static String subject(String tree, String path) {
    return path.isEmpty() ? tree : tree + "/" + path;
  }
}
