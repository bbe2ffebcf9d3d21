package entrepot.ledger;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What the lab cloud keeps: documents that are loaded at its start and written as they change. */
public final class CloudRecords {
  private final Database database;

  CloudRecords(Database database) {
    this.database = database;
  }

  /** All documents of a region, in no order. */
  public List<CloudRecord> of(String region) {
    return database.read(
        "reading the lab cloud's region '%s'".formatted(region),
        handle ->
            handle
                .createQuery("select * from cloud_records where region = :region")
                .bind("region", region)
                .mapTo(CloudRecord.class)
                .list());
  }

  /** The regions that have documents. */
  public List<String> regions() {
    return database.read(
        "listing the lab cloud's regions",
        handle ->
            handle
                .createQuery("select distinct region from cloud_records order by region")
                .mapTo(String.class)
                .list());
  }

  /** Writes and removes all of these, or none of them. */
  public void change(Collection<CloudRecord> put, Collection<CloudRecord.Key> remove) {
    database.write(
        "recording a change of the lab cloud",
        handle -> {
          remove(handle, remove);
          put(handle, put);
          return true;
        });
  }

  private static void put(Handle handle, Collection<CloudRecord> records) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into cloud_records (region, kind, id, account, body)
            values (:region, :kind, :id, :account, :body)
            on conflict (region, kind, id) do update
            set account = excluded.account, body = excluded.body
            """);
    for (CloudRecord record : records) {
      batch
          .bind("region", record.region())
          .bind("kind", record.kind())
          .bind("id", record.id())
          .bind("account", record.account())
          .bind("body", record.body())
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static void remove(Handle handle, Collection<CloudRecord.Key> keys) {
    PreparedBatch batch =
        handle.prepareBatch(
            "delete from cloud_records where region = :region and kind = :kind and id = :id");
    for (CloudRecord.Key key : keys) {
      batch.bind("region", key.region()).bind("kind", key.kind()).bind("id", key.id()).add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}
