package entrepot.cloud.record;

import entrepot.ledger.CloudRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** A change under way: it sees what it wrote, nobody else does until it is recorded. */
public final class Draft implements Rows {
  private final Book book;
  private final Map<CloudRecord.Key, Row<?>> put = new LinkedHashMap<>();
  private final Set<CloudRecord.Key> removed = new LinkedHashSet<>();

  Draft(Book book) {
    this.book = book;
  }

  /** Puts a row in the place of the one of that name, if there is one. */
  public void put(Row<?> row) {
    CloudRecord.Key key = book.key(row.kind(), row.id());
    removed.remove(key);
    put.put(key, row);
  }

  /** Removes a row, if it is there. */
  public void remove(Kind<?> kind, String id) {
    CloudRecord.Key key = book.key(kind, id);
    put.remove(key);
    removed.add(key);
  }

  @Override
  public <T extends SdkPojo> Optional<Row<T>> find(Kind<T> kind, String id) {
    CloudRecord.Key key = book.key(kind, id);
    if (removed.contains(key)) {
      return Optional.empty();
    }
    @Nullable Row<?> written = put.get(key);
    return written == null ? book.find(kind, id) : Optional.of(typed(kind, written));
  }

  @Override
  public <T extends SdkPojo> List<Row<T>> all(Kind<T> kind) {
    TreeMap<String, Row<T>> all = new TreeMap<>();
    book.all(kind).forEach(row -> all.put(row.id(), row));
    removed.stream()
        .filter(key -> key.kind().equals(kind.name()))
        .forEach(key -> all.remove(key.id()));
    for (Row<?> row : put.values()) {
      if (row.kind().equals(kind)) {
        all.put(row.id(), typed(kind, row));
      }
    }
    return new ArrayList<>(all.values());
  }

  Map<CloudRecord.Key, Row<?>> written() {
    return put;
  }

  Set<CloudRecord.Key> removed() {
    return removed;
  }

  private static <T extends SdkPojo> Row<T> typed(Kind<T> kind, Row<?> row) {
    return new Row<>(kind, row.id(), row.account(), kind.type().cast(row.value()), row.notes());
  }
}
