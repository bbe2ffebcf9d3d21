package entrepot.ledger;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The long work that is or was under way. Of a tree, one run of a kind goes at a time; a run
 * belongs to the process that has its epoch.
 */
public final class Runs {
  private final Database database;
  private final InstantSource clock;
  private final String owner;

  Runs(Database database, InstantSource clock, String owner) {
    this.database = database;
    this.clock = clock;
    this.owner = owner;
  }

  /** Begins a run of a registered tree; throws {@link RunInProgress} when one is under way. */
  public Run start(String tree, RunKind kind) {
    return database
        .write(
            "starting a %s of '%s'".formatted(kind.word(), tree),
            handle ->
                handle
                    .createQuery(
                        """
                        insert into runs (tree, kind, owner, epoch, started, message,
                          files_fetched, bytes_fetched)
                        values (:tree, :kind, :owner, 1, :now, '', 0, 0)
                        on conflict (tree, kind) where ended is null do nothing
                        returning *
                        """)
                    .bind("tree", tree)
                    .bind("kind", kind)
                    .bind("owner", owner)
                    .bind("now", Rows.stored(clock.instant()))
                    .mapTo(Run.class)
                    .findOne())
        .orElseThrow(() -> new RunInProgress(tree, kind));
  }

  /** Tells how far it is; throws {@link RunLost} when it is no longer this process's. */
  public void progress(Run run, long filesFetched, long bytesFetched) {
    int changed =
        database.patiently(
            "noting the progress of run " + run.id(),
            (handle, _) ->
                handle
                    .createUpdate(
                        """
                        update runs set files_fetched = :files, bytes_fetched = :bytes
                        where id = :id and epoch = :epoch and ended is null
                        """)
                    .bind("files", filesFetched)
                    .bind("bytes", bytesFetched)
                    .bind("id", run.id())
                    .bind("epoch", run.epoch())
                    .execute());
    if (changed == 0) {
      throw new RunLost(run.id(), run.epoch());
    }
  }

  /**
   * Takes a run over, by a compare-and-set on its epoch: of several that try with the same one, one
   * gets it and all others {@link RunLost}.
   */
  public Run takeOver(Run run) {
    return database
        .write(
            "taking over run " + run.id(),
            handle ->
                handle
                    .createQuery(
                        """
                        update runs set epoch = epoch + 1, owner = :owner
                        where id = :id and epoch = :epoch and ended is null
                        returning *
                        """)
                    .bind("owner", owner)
                    .bind("id", run.id())
                    .bind("epoch", run.epoch())
                    .mapTo(Run.class)
                    .findOne())
        .orElseThrow(() -> new RunLost(run.id(), run.epoch()));
  }

  /** Ends a run once; throws {@link RunLost} when it has ended or changed hands. */
  public Run end(Run run, RunResult result) {
    return end(run, result, Optional.empty());
  }

  /** Ends a run that made a snapshot, and records that: both or, with {@link RunLost}, neither. */
  public Run end(Run run, RunResult result, RecordedSnapshot made) {
    return end(run, result, Optional.of(made));
  }

  private Run end(Run run, RunResult result, Optional<RecordedSnapshot> made) {
    return database.patiently(
        "ending run " + run.id(),
        (handle, again) -> {
          made.ifPresent(snapshot -> Snapshots.record(handle, snapshot));
          return end(handle, run, result)
              .or(() -> again ? endedSo(handle, run, result) : Optional.empty())
              .orElseThrow(() -> new RunLost(run.id(), run.epoch()));
        });
  }

  private Optional<Run> end(Handle handle, Run run, RunResult result) {
    return handle
        .createQuery(
            """
            update runs set ended = :now, outcome = :outcome, message = :message,
              snapshot = :snapshot, files_fetched = :filesFetched,
              bytes_fetched = :bytesFetched,
              finish = (select coalesce(max(o.finish), 0) + 1
                from runs o where o.tree = runs.tree)
            where id = :id and epoch = :epoch and ended is null
            returning *
            """)
        .bindMethods(result)
        .bind("now", Rows.stored(clock.instant()))
        .bind("id", run.id())
        .bind("epoch", run.epoch())
        .mapTo(Run.class)
        .findOne();
  }

  /** The answer to an attempt that was carried out may have been lost. */
  private static Optional<Run> endedSo(Handle handle, Run run, RunResult result) {
    return find(handle, run.id())
        .filter(now -> now.epoch() == run.epoch())
        .filter(now -> now.outcome().equals(Optional.of(result.outcome())))
        .filter(now -> now.snapshot().equals(result.snapshot()));
  }

  /**
   * Ends as interrupted a run of this owner's name whose end could not be told to the database. For
   * who knows that no such run is under way.
   */
  public void abandon(String tree, RunKind kind) {
    database.write(
        "ending an interrupted %s of '%s'".formatted(kind.word(), tree),
        handle ->
            handle
                .createUpdate(
                    """
                    update runs set ended = :now, outcome = 'INTERRUPTED', epoch = epoch + 1,
                      message = 'its end could not be told',
                      finish = (select coalesce(max(o.finish), 0) + 1
                        from runs o where o.tree = runs.tree)
                    where owner = :owner and tree = :tree and kind = :kind and ended is null
                    """)
                .bind("now", Rows.stored(clock.instant()))
                .bind("owner", owner)
                .bind("tree", tree)
                .bind("kind", kind)
                .execute());
  }

  /**
   * Ends as interrupted what an earlier process of this owner's name left under way. Call it at
   * start-up, under the lock that makes this process the only one of the name.
   */
  public List<Run> abandonRunning() {
    return database.write(
        "ending interrupted runs",
        handle ->
            handle
                .createQuery(
                    """
                    update runs set ended = :now, outcome = 'INTERRUPTED', epoch = epoch + 1,
                      message = 'its process ended before it',
                      finish = (select coalesce(max(o.finish), 0) + 1
                        from runs o where o.tree = runs.tree)
                    where owner = :owner and ended is null
                    returning *
                    """)
                .bind("now", Rows.stored(clock.instant()))
                .bind("owner", owner)
                .mapTo(Run.class)
                .list());
  }

  /** That run. */
  public Optional<Run> find(long id) {
    return database.read("looking for run " + id, handle -> find(handle, id));
  }

  /** Those under way, oldest first. */
  public List<Run> running() {
    return database.read(
        "listing the runs under way",
        handle ->
            handle
                .createQuery("select * from runs where ended is null order by id")
                .mapTo(Run.class)
                .list());
  }

  /** The runs of a tree, newest first. */
  public List<Run> of(String tree, int limit) {
    return database.read(
        "listing the runs of '%s'".formatted(tree),
        handle ->
            handle
                .createQuery("select * from runs where tree = :tree order by id desc limit :limit")
                .bind("tree", tree)
                .bind("limit", limit)
                .mapTo(Run.class)
                .list());
  }

  private static Optional<Run> find(Handle handle, long id) {
    return handle
        .createQuery("select * from runs where id = :id")
        .bind("id", id)
        .mapTo(Run.class)
        .findOne();
  }
}
