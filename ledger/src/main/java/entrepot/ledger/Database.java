package entrepot.ledger;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
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
