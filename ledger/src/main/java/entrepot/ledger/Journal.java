package entrepot.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who did what, when. It only grows: there is no way to change or remove an entry. */
public final class Journal {
  private final Database database;
  private final InstantSource clock;

  Journal(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds an act that concerns no region. */
  public JournalEntry append(String who, String act, String subject, Map<String, String> detail) {
    return append(
        who, act, subject, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), detail);
  }

  /** Adds an act that took a region from one generation to another. */
  public JournalEntry append(
      String who,
      String act,
      String subject,
      Optional<String> region,
      OptionalLong fromGeneration,
      OptionalLong toGeneration,
      Map<String, String> detail) {
    Instant now = Rows.stored(clock.instant());
    return database.patiently(
        "writing the journal",
        (handle, again) ->
            (again ? written(handle, now, act, subject, detail) : Optional.<JournalEntry>empty())
                .orElseGet(() ->
                    append(
                        handle,
                        now,
                        who,
                        act,
                        subject,
                        region,
                        fromGeneration,
                        toGeneration,
                        detail)));
  }

  /** The answer to an attempt that was carried out may have been lost. */
  private static Optional<JournalEntry> written(
      Handle handle, Instant time, String act, String subject, Map<String, String> detail) {
    return handle
        .createQuery(
            """
            select * from journal where time = :time and act = :act and subject = :subject
              and detail = :detail order by id desc limit 1
            """)
        .bind("time", time)
        .bind("act", act)
        .bind("subject", subject)
        .bind("detail", Rows.json(detail))
        .mapTo(JournalEntry.class)
        .findOne();
  }

  private static JournalEntry append(
      Handle handle,
      Instant time,
      String who,
      String act,
      String subject,
      Optional<String> region,
      OptionalLong fromGeneration,
      OptionalLong toGeneration,
      Map<String, String> detail) {
    return handle
        .createQuery(
            """
            insert into journal (time, who, act, subject, region, from_generation,
              to_generation, detail)
            values (:time, :who, :act, :subject, :region, :from, :to, :detail)
            returning *
            """)
        .bind("time", time)
        .bind("who", who)
        .bind("act", act)
        .bind("subject", subject)
        .bind("region", region)
        .bind("from", boxed(fromGeneration))
        .bind("to", boxed(toGeneration))
        .bind("detail", Rows.json(detail))
        .mapTo(JournalEntry.class)
        .one();
  }

  /** Adds an act that concerns no region, within a transaction that does it. */
  static void append(
      Handle handle,
      InstantSource clock,
      String who,
      String act,
      String subject,
      Map<String, String> detail) {
    append(
        handle,
        Rows.stored(clock.instant()),
        who,
        act,
        subject,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        detail);
  }

  /** The newest entries, newest first. */
  public List<JournalEntry> newest(int limit) {
    return before(Long.MAX_VALUE, limit);
  }

  /** The next page: entries older than the one with that id, newest first. */
  public List<JournalEntry> before(long id, int limit) {
    return database.read(
        "reading the journal",
        handle ->
            handle
                .createQuery("select * from journal where id < :id order by id desc limit :limit")
                .bind("id", id)
                .bind("limit", limit)
                .mapTo(JournalEntry.class)
                .list());
  }

  /** The newest generation of a region that an entry tells of; 0 where there is none. */
  public long newestGeneration(String region) {
    return database.patiently(
        "reading the journal of " + region,
        (handle, _) ->
            handle
                .createQuery(
                    "select coalesce(max(to_generation), 0) from journal where region = :region")
                .bind("region", region)
                .mapTo(Long.class)
                .one());
  }

  private static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
