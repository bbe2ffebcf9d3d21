package entrepot.ledger;

import java.time.InstantSource;

/**
 * The database of a control plane: what was done and what is to be done. Serving needs none of it.
 * Every method of its parts is one short transaction, and throws {@link LedgerUnavailable} when the
 * database does not answer.
 */
public final class Ledger implements AutoCloseable {
  private final Database database;
  private final Trees trees;
  private final Snapshots snapshots;
  private final Runs runs;
  private final Releases releases;
  private final Journal journal;
  private final Schedules schedules;
  private final Parts parts;
  private final Workers workers;
  private final Retirements retirements;
  private final CloudRecords cloud;

  private Ledger(Database database, InstantSource clock, String owner) {
    this.database = database;
    this.trees = new Trees(database, clock);
    this.snapshots = new Snapshots(database);
    this.runs = new Runs(database, clock, owner);
    this.releases = new Releases(database);
    this.journal = new Journal(database, clock);
    this.schedules = new Schedules(database, clock, owner);
    this.parts = new Parts(database, clock);
    this.workers = new Workers(database, clock);
    this.retirements = new Retirements(database, clock);
    this.cloud = new CloudRecords(database);
  }

  /** Opens the database and brings its tables up to date. */
  public static Ledger open(LedgerConfig config, InstantSource clock) {
    return new Ledger(Connections.open(config), clock, config.owner());
  }

  /** The trees. */
  public Trees trees() {
    return trees;
  }

  /** The snapshots. */
  public Snapshots snapshots() {
    return snapshots;
  }

  /** The runs. */
  public Runs runs() {
    return runs;
  }

  /** The releases. */
  public Releases releases() {
    return releases;
  }

  /** The journal. */
  public Journal journal() {
    return journal;
  }

  /** The recurring jobs. */
  public Schedules schedules() {
    return schedules;
  }

  /** The parts of runs that processes share. */
  public Parts parts() {
    return parts;
  }

  /** The processes that share them. */
  public Workers workers() {
    return workers;
  }

  /** What the lab cloud keeps. */
  public CloudRecords cloud() {
    return cloud;
  }

  /** What is to go, and when. */
  public Retirements retirements() {
    return retirements;
  }

  /** The connections, for tests of what the parts promise. */
  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
  }
}
