package entrepot.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The processes that take parts of runs, and how they know that they see the same store. */
public final class Workers {
  private final Database database;
  private final InstantSource clock;

  Workers(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Tells that this process is there for that long, as its heartbeats do; throws {@link NameTaken}
   * while another one of that name is. Only what names the process is read of {@code self}.
   */
  public void beat(KnownWorker self, Duration lease) {
    Instant now = Rows.stored(clock.instant());
    int written =
        database.write(
            "telling of worker " + self.name(),
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into workers (name, instance, host, pid, since, seen, until)
                        values (:name, :instance, :host, :pid, :since, :now, :lease)
                        on conflict (name) do update set instance = excluded.instance,
                          host = excluded.host, pid = excluded.pid, since = excluded.since,
                          seen = excluded.seen, until = excluded.until
                        where workers.instance = excluded.instance or workers.until <= :now
                        """)
                    .bind("name", self.name())
                    .bind("instance", self.instance())
                    .bind("host", self.host())
                    .bind("pid", self.pid())
                    .bind("since", Rows.stored(self.since()))
                    .bind("now", now)
                    .bind("lease", Rows.stored(now.plus(lease)))
                    .execute());
    if (written == 0) {
      KnownWorker other =
          all().stream().filter(w -> w.name().equals(self.name())).findFirst().orElse(self);
      throw new NameTaken(other.name(), other.host(), other.pid(), other.seen());
    }
  }

  /** This process goes. */
  public void leave(KnownWorker self) {
    database.write(
        "taking leave of worker " + self.name(),
        handle ->
            handle
                .createUpdate("delete from workers where name = :name and instance = :instance")
                .bind("name", self.name())
                .bind("instance", self.instance())
                .execute());
  }

  /** Those heard of lately, by name. */
  public List<KnownWorker> live() {
    Instant now = clock.instant();
    return all().stream().filter(worker -> worker.until().isAfter(now)).toList();
  }

  private List<KnownWorker> all() {
    return database.read(
        "listing the workers",
        handle ->
            handle
                .createQuery("select * from workers order by name")
                .mapTo(KnownWorker.class)
                .list());
  }

  /** What the store's mark says; whoever sees another one, or none, sees another store. */
  public Optional<String> mark() {
    return database.read(
        "asking for the store's mark",
        handle ->
            handle
                .createQuery("select mark from store_marks where name = 'store'")
                .mapTo(String.class)
                .findOne());
  }

  /** The store's mark from now on. */
  public void mark(String mark) {
    database.patiently(
        "noting the store's mark",
        (handle, _) ->
            handle
                .createUpdate(
                    """
                    insert into store_marks (name, mark) values ('store', :mark)
                    on conflict (name) do update set mark = excluded.mark
                    """)
                .bind("mark", mark)
                .execute());
  }

  /** How far the database's clock is before this process's; not of use with a settled clock. */
  public Duration skew() {
    Instant before = clock.instant();
    Instant there =
        database.read(
            "asking the database for the time",
            handle ->
                handle
                    .createQuery("select current_timestamp")
                    .map((row, _) -> row.getTimestamp(1).toInstant())
                    .one());
    Instant after = clock.instant();
    return Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), there);
  }
}
