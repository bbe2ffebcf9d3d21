package entrepot.ledger;

import entrepot.kit.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The parts of runs that several processes share. A part belongs to the process that has its epoch,
 * and may be taken from it when its lease has run out. What is written with an older epoch, or for
 * a run that has ended, is refused: a process that slept for too long changes nothing.
 */
public final class Parts {
  /** So many that wait are looked at: with more processes than this, some come away empty once. */
  private static final int CANDIDATES = 32;

  private static final int FORGOTTEN_AT_ONCE = 1_000;

  private static final String RUNS =
      "exists (select 1 from runs r where r.id = parts.run and r.ended is null)";

  private final Database database;
  private final InstantSource clock;

  Parts(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Offers parts of a run, a hundred or so in one call. One that is offered already stays as it is.
   * Throws {@link RunLost} when the run is no longer this process's.
   */
  public void offer(Run run, List<NewPart> parts) {
    database.patiently(
        "offering parts of run " + run.id(),
        (handle, _) -> {
          if (!belongs(handle, run)) {
            throw new RunLost(run.id(), run.epoch());
          }
          var batch =
              handle.prepareBatch(
                  """
                  insert into parts (run, number, tree, input, entries, bytes, epoch, note,
                    files_fetched, bytes_fetched)
                  values (:run, :number, :tree, :input, :entries, :bytes, 0, '', 0, 0)
                  on conflict (run, number) do nothing
                  """);
          for (NewPart part : parts) {
            batch.bindMethods(part).bind("run", run.id()).bind("tree", run.tree()).add();
          }
          return batch.execute();
        });
  }

  private static boolean belongs(Handle handle, Run run) {
    return handle
        .createQuery(
            "select count(*) from runs where id = :id and epoch = :epoch and ended is null")
        .bind("id", run.id())
        .bind("epoch", run.epoch())
        .mapTo(Long.class)
        .one()
        .equals(1L);
  }

  /** Takes a part of any run of these trees, for so long. */
  public Optional<TakenPart> take(Collection<String> trees, String holder, Duration lease) {
    return trees.isEmpty()
        ? Optional.empty()
        : database.write(
            "taking a part",
            handle -> {
              List<Part> waiting =
                  handle
                      .createQuery(
                          """
                          select * from parts where result is null and tree in (<trees>)
                            and (until is null or until <= :now) and epoch < :most and %s
                          order by run, number limit :candidates
                          """
                              .formatted(RUNS))
                      .bindList("trees", List.copyOf(trees))
                      .bind("now", Rows.stored(clock.instant()))
                      .bind("most", Part.MOST_EPOCHS)
                      .bind("candidates", CANDIDATES)
                      .mapTo(Part.class)
                      .list();
              return firstOf(handle, waiting, holder, lease);
            });
  }

  /** Takes a part of that run, for so long; also one that has been in too many hands. */
  public Optional<TakenPart> take(Run run, String holder, Duration lease) {
    return database.patiently(
        "taking a part of run " + run.id(),
        (handle, _) -> {
          List<Part> waiting =
              handle
                  .createQuery(
                      """
                      select * from parts where result is null and run = :run
                        and (until is null or until <= :now) and %s
                      order by number limit :candidates
                      """
                          .formatted(RUNS))
                  .bind("run", run.id())
                  .bind("now", Rows.stored(clock.instant()))
                  .bind("candidates", CANDIDATES)
                  .mapTo(Part.class)
                  .list();
          return firstOf(handle, waiting, holder, lease);
        });
  }

  /** One of these by compare-and-set; in any order, since others look at the same ones. */
  private Optional<TakenPart> firstOf(
      Handle handle, List<Part> waiting, String holder, Duration lease) {
    Collections.shuffle(waiting);
    Instant now = Rows.stored(clock.instant());
    for (Part part : waiting) {
      Optional<Part> taken =
          handle
              .createQuery(
                  """
                  update parts set epoch = epoch + 1, holder = :holder, until = :until
                  where run = :run and number = :number and epoch = :epoch and result is null
                    and (until is null or until <= :now)
                  returning *
                  """)
              .bind("holder", holder)
              .bind("until", Rows.stored(now.plus(lease)))
              .bind("now", now)
              .bindMap(place(part))
              .mapTo(Part.class)
              .findOne();
      if (taken.isPresent()) {
        part.holder().ifPresent(from -> note(handle, taken.get(), from, holder));
        return Optional.of(new TakenPart(taken.get(), part.holder()));
      }
    }
    return Optional.empty();
  }

  private void note(Handle handle, Part taken, String from, String to) {
    Journal.append(
        handle,
        clock,
        to,
        "takeover",
        taken.tree(),
        Map.of(
            "run", Long.toString(taken.run()),
            "part", Long.toString(taken.number()),
            "epoch", Long.toString(taken.epoch()),
            "from", from));
  }

  /** Prolongs the lease, even one that has run out if nobody took the part. */
  public void keep(Part part, Duration lease) {
    int changed =
        database.write(
            "keeping part %d of run %d".formatted(part.number(), part.run()),
            handle ->
                handle
                    .createUpdate(
                        """
                        update parts set until = :until
                        where run = :run and number = :number and epoch = :epoch
                          and result is null and holder is not null and %s
                        """
                            .formatted(RUNS))
                    .bind("until", Rows.stored(clock.instant().plus(lease)))
                    .bindMap(place(part))
                    .execute());
    if (changed == 0) {
      throw new PartLost(part);
    }
  }

  /**
   * Ends a part, once; throws {@link PartLost} when it is no longer this process's.
   *
   * @param result the root of a manifest that lies in the store for good
   */
  public void finish(Part part, Digest result, long filesFetched, long bytesFetched) {
    database.patiently(
        "ending part %d of run %d".formatted(part.number(), part.run()),
        (handle, again) -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      update parts set result = :result, until = null, files_fetched = :files,
                        bytes_fetched = :fetched
                      where run = :run and number = :number and epoch = :epoch
                        and result is null and %s
                      """
                          .formatted(RUNS))
                  .bind("result", result)
                  .bind("files", filesFetched)
                  .bind("fetched", bytesFetched)
                  .bindMap(place(part))
                  .execute();
          if (changed == 0 && !(again && endedSo(handle, part, result))) {
            throw new PartLost(part);
          }
          return changed;
        });
  }

  private static boolean endedSo(Handle handle, Part part, Digest result) {
    return handle
        .createQuery("select * from parts where run = :run and number = :number")
        .bind("run", part.run())
        .bind("number", part.number())
        .mapTo(Part.class)
        .findOne()
        .filter(now -> now.epoch() == part.epoch())
        .filter(now -> now.result().equals(Optional.of(result)))
        .isPresent();
  }

  /** Lets others have a part at once; nothing happens where it is not this process's. */
  public void giveBack(Part part, String why) {
    database.write(
        "giving back part %d of run %d".formatted(part.number(), part.run()),
        handle ->
            handle
                .createUpdate(
                    """
                    update parts set holder = null, until = null, note = :why
                    where run = :run and number = :number and epoch = :epoch and result is null
                    """)
                .bind("why", why)
                .bindMap(place(part))
                .execute());
  }

  /** A part whose result turned out not to be there is open again. */
  public void reopen(Part part, String why) {
    database.patiently(
        "opening part %d of run %d again".formatted(part.number(), part.run()),
        (handle, _) ->
            handle
                .createUpdate(
                    """
                    update parts set result = null, holder = null, until = null, note = :why
                    where run = :run and number = :number and epoch = :epoch
                    """)
                .bind("why", why)
                .bindMap(place(part))
                .execute());
  }

  /** The parts of a run from that number on, as many as are done without a gap. */
  public List<Part> done(Run run, long from, int limit) {
    List<Part> next =
        database.patiently(
            "asking for the parts of run " + run.id(),
            (handle, _) ->
                handle
                    .createQuery(
                        """
                        select * from parts where run = :run and number >= :from
                        order by number limit :limit
                        """)
                    .bind("run", run.id())
                    .bind("from", from)
                    .bind("limit", limit)
                    .mapTo(Part.class)
                    .list());
    return next.stream().takeWhile(part -> part.result().isPresent()).toList();
  }

  /** How far the runs under way are that have parts. */
  public List<PartsOfRun> summaries() {
    return database.read(
        "adding up the parts of runs",
        handle ->
            handle
                .createQuery(
                    """
                    select p.run, p.tree, count(*) as parts,
                      sum(case when p.result is not null then 1 else 0 end) as done,
                      sum(case when p.result is null and p.until > :now then 1 else 0 end) as held,
                      sum(p.entries) as entries,
                      sum(case when p.result is not null then p.entries else 0 end)
                        as entries_done,
                      sum(p.bytes) as bytes,
                      sum(case when p.result is not null then p.bytes else 0 end) as bytes_done
                    from parts p join runs r on r.id = p.run
                    where r.ended is null group by p.run, p.tree order by p.run
                    """)
                .bind("now", Rows.stored(clock.instant()))
                .mapTo(PartsOfRun.class)
                .list());
  }

  /** The parts that are being worked on. */
  public List<Part> held() {
    return database.read(
        "listing the parts in hand",
        handle ->
            handle
                .createQuery(
                    """
                    select * from parts where result is null and until > :now and %s
                    order by run, number limit 1000
                    """
                        .formatted(RUNS))
                .bind("now", Rows.stored(clock.instant()))
                .mapTo(Part.class)
                .list());
  }

  /** Forgets the parts of a tree's earlier runs, which nobody reads any more. */
  public void forget(Run current) {
    int gone = FORGOTTEN_AT_ONCE;
    while (gone == FORGOTTEN_AT_ONCE) {
      gone =
          database.patiently(
              "forgetting parts of earlier runs",
              (handle, _) ->
                  handle
                      .createUpdate(
                          """
                          delete from parts where (run, number) in (
                            select run, number from parts
                            where tree = :tree and run < :run limit :most)
                          """)
                      .bind("tree", current.tree())
                      .bind("run", current.id())
                      .bind("most", FORGOTTEN_AT_ONCE)
                      .execute());
    }
  }

  /** What a compare-and-set on a part asks. */
  private static Map<String, Long> place(Part part) {
    return Map.of("run", part.run(), "number", part.number(), "epoch", part.epoch());
  }
}
