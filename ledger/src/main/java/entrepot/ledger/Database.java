package entrepot.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The connections to a ledger's database: each read and each write is one short transaction.
 *
 * <p>SQLite has one writer, so that writers queue here, fairly, and never meet {@code SQLITE_BUSY};
 * its readers do not wait for it.
 */
final class Database implements AutoCloseable {
  /** As long as a server's restart and a failover take, with room. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Patience patience = new Patience(PATIENCE);
  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final Jdbi read;
  private final Jdbi write;

  /** Both may be the same. */
  Database(HikariDataSource readers, HikariDataSource writers) {
    this.readers = readers;
    this.writers = writers;
    this.read = Rows.register(Jdbi.create(readers));
    this.write = Rows.register(Jdbi.create(writers));
  }

  <T> T read(String doing, HandleCallback<T, RuntimeException> work) {
    return guarded(doing, () -> read.withHandle(work));
  }

  <T> T write(String doing, HandleCallback<T, RuntimeException> work) {
    return guarded(doing, () -> write.inTransaction(work));
  }

  /** One statement or more, for {@link #patiently}. */
  interface Insisting<T> {
    /** {@code again} says that an earlier attempt may have been carried out. */
    T attempt(Handle handle, boolean again);
  }

  /** A write of work that is under way, which waits for a database that went away for a while. */
  <T> T patiently(String doing, Insisting<T> work) {
    return patience.during(
        again -> write(doing, handle -> work.attempt(handle, again)), LedgerUnavailable::passing);
  }

  /** For db-scheduler, which makes its own transactions. */
  DataSource writers() {
    return writers;
  }

  private static <T> T guarded(String doing, java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw new LedgerUnavailable(
          doing, "See whether the database runs and its disk has space; then try again.", e);
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
