package entrepot.cloud.ec2;

import entrepot.cloud.record.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The filters of one Describe action, by the names that AWS documents. A row passes when every
 * filter has a value that fits one of the row's; values are case-sensitive and may have wildcards.
 */
public final class Filters<T extends SdkPojo> {
  private static final int VALUES = 200;
  private static final String TAG = "tag:";

  private final Map<String, Function<Row<T>, Stream<String>>> names;
  private final @Nullable Function<T, List<Tag>> tags;

  private Filters(
      Map<String, Function<Row<T>, Stream<String>>> names, @Nullable Function<T, List<Tag>> tags) {
    this.names = names;
    this.tags = tags;
  }

  /** Filters of what has no tags. */
  public static <T extends SdkPojo> Filters<T> untagged() {
    return new Filters<>(Map.of(), null);
  }

  /** Filters of what has tags: {@code tag:KEY} and {@code tag-key} are among them. */
  public static <T extends SdkPojo> Filters<T> tagged(Function<T, List<Tag>> tags) {
    return new Filters<>(Map.of(), tags);
  }

  /** The same and one more; the function gives a row's values, none where it has none. */
  public Filters<T> with(String name, Function<Row<T>, Stream<String>> values) {
    Map<String, Function<Row<T>, Stream<String>>> more = new LinkedHashMap<>(names);
    more.put(name, values);
    return new Filters<>(more, tags);
  }

  /** The rows that pass, in their order; throws {@link Ec2Failure}. */
  public List<Row<T>> apply(List<Filter> asked, List<Row<T>> rows) {
    if (asked.stream().mapToInt(filter -> filter.values().size()).sum() > VALUES) {
      throw Ec2Failure.of(
          "FilterLimitExceeded", "The maximum number of filter values is " + VALUES + ".");
    }
    // A region has thousands of rows: loops here cost a third of what streams do.
    List<Row<T>> passing = rows;
    for (Filter filter : asked) {
      Predicate<Row<T>> fits = one(filter);
      List<Row<T>> fewer = new ArrayList<>();
      for (Row<T> row : passing) {
        if (fits.test(row)) {
          fewer.add(row);
        }
      }
      passing = fewer;
    }
    return List.copyOf(passing);
  }

  private Predicate<Row<T>> one(Filter filter) {
    @Nullable String name = filter.name();
    if (name == null || filter.values().isEmpty()) {
      throw Ec2Failure.of("InvalidParameterValue", "A filter needs a name and at least one value.");
    }
    Wanted wanted = new Wanted(filter.values());
    @Nullable Function<T, List<Tag>> of = tags;
    if (of != null && name.startsWith(TAG) && !names.containsKey(name)) {
      String key = name.substring(TAG.length());
      return row -> tagged(of.apply(row.value()), key, wanted);
    }
    Function<Row<T>, Stream<String>> values = values(name);
    return row -> values.apply(row).anyMatch(wanted::fits);
  }

  private static boolean tagged(List<Tag> tags, String key, Wanted wanted) {
    for (Tag tag : tags) {
      if (tag.key().equals(key) && wanted.fits(tag.value())) {
        return true;
      }
    }
    return false;
  }

  private Function<Row<T>, Stream<String>> values(String name) {
    @Nullable Function<Row<T>, Stream<String>> known = names.get(name);
    if (known != null) {
      return known;
    }
    @Nullable Function<T, List<Tag>> of = tags;
    if (of != null && name.equals("tag-key")) {
      return row -> of.apply(row.value()).stream().map(Tag::key);
    }
    throw Ec2Failure.of("InvalidParameterValue", "The filter '" + name + "' is invalid");
  }
}
