package entrepot.cloud.record;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One thing that a region remembers. Rows never change: a change puts another one in the place.
 *
 * @param id its name, such as {@code i-0123456789abcdef0}
 * @param account whose it is, twelve digits
 * @param value as the API describes it
 * @param notes what the API does not show, such as an instance's user data
 */
public record Row<T extends SdkPojo>(
    Kind<T> kind, String id, String account, T value, Map<String, String> notes) {
  public Row {
    notes = Map.copyOf(notes);
  }

  /** A row without notes. */
  public static <T extends SdkPojo> Row<T> of(Kind<T> kind, String id, String account, T value) {
    return new Row<>(kind, id, account, value, Map.of());
  }

  /** The same with another value. */
  public Row<T> with(T changed) {
    return new Row<>(kind, id, account, changed, notes);
  }

  /** The same with one note more, or another text in the place of one. */
  public Row<T> note(String name, String text) {
    Map<String, String> all = new TreeMap<>(notes);
    all.put(name, text);
    return new Row<>(kind, id, account, value, all);
  }

  /** The same without that note. */
  public Row<T> forget(String name) {
    Map<String, String> all = new TreeMap<>(notes);
    all.remove(name);
    return new Row<>(kind, id, account, value, all);
  }

  /** A note. */
  public Optional<String> note(String name) {
    return Optional.ofNullable(notes.get(name));
  }
}
