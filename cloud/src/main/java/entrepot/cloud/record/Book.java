package entrepot.cloud.record;

import entrepot.ledger.CloudRecord;
import entrepot.ledger.CloudRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What one region remembers. All rows are in memory; changes go one at a time, each is in the
 * ledger, whole, before anybody sees it. Readers never wait, and see each row as some change left
 * it.
 */
public final class Book implements Rows {
  private final String region;
  private final CloudRecords ledger;
  private final ReentrantLock one = new ReentrantLock(true);
  private final Map<Kind<?>, ConcurrentSkipListMap<String, Row<?>>> shelves =
      new ConcurrentHashMap<>();

  private Book(String region, CloudRecords ledger) {
    this.region = region;
    this.ledger = ledger;
  }

  /** Reads what is recorded of a region, of these kinds. */
  public static Book open(String region, CloudRecords ledger, Collection<Kind<?>> kinds) {
    Book book = new Book(region, ledger);
    for (CloudRecord record : ledger.of(region)) {
      for (Kind<?> kind : kinds) {
        if (kind.name().equals(record.kind())) {
          book.shelf(kind).put(record.id(), Documents.read(kind, record));
        }
      }
    }
    return book;
  }

  /** The region. */
  public String region() {
    return region;
  }

  @Override
  public <T extends SdkPojo> Optional<Row<T>> find(Kind<T> kind, String id) {
    return Optional.ofNullable(shelf(kind).get(id)).map(row -> typed(row));
  }

  @Override
  public <T extends SdkPojo> List<Row<T>> all(Kind<T> kind) {
    List<Row<T>> all = new ArrayList<>();
    shelf(kind).values().forEach(row -> all.add(typed(row)));
    return all;
  }

  /**
   * Reads and writes with nobody else writing in between. What {@code change} throws leaves all as
   * it was. It must not wait for anything: no process, no machine, no network.
   */
  public <R> R change(Function<Draft, R> change) {
    one.lock();
    try {
      Draft draft = new Draft(this);
      R result = change.apply(draft);
      if (!draft.written().isEmpty() || !draft.removed().isEmpty()) {
        ledger.change(
            draft.written().values().stream().map(row -> Documents.write(region, row)).toList(),
            draft.removed());
        draft.written().values().forEach(row -> shelf(row.kind()).put(row.id(), row));
        for (CloudRecord.Key key : draft.removed()) {
          shelves.entrySet().stream()
              .filter(shelf -> shelf.getKey().name().equals(key.kind()))
              .forEach(shelf -> shelf.getValue().remove(key.id()));
        }
      }
      return result;
    } finally {
      one.unlock();
    }
  }

  /** The same for a change that answers nothing. */
  public void update(Consumer<Draft> change) {
    boolean _ =
        change(draft -> {
          change.accept(draft);
          return true;
        });
  }

  CloudRecord.Key key(Kind<?> kind, String id) {
    return new CloudRecord.Key(region, kind.name(), id);
  }

  private ConcurrentSkipListMap<String, Row<?>> shelf(Kind<?> kind) {
    return shelves.computeIfAbsent(kind, _ -> new ConcurrentSkipListMap<>());
  }

  @SuppressWarnings("unchecked") // a shelf holds rows of its kind alone
  private static <T extends SdkPojo> Row<T> typed(Row<?> row) {
    return (Row<T>) row;
  }
}
