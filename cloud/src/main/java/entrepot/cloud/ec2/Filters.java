package entrepot.cloud.ec2;

import entrepot.cloud.record.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    Stream<Row<T>> passing = rows.stream();
    for (Filter filter : asked) {
      passing = passing.filter(one(filter)::apply);
    }
    return passing.toList();
  }

  private Function<Row<T>, Boolean> one(Filter filter) {
    @Nullable String name = filter.name();
    if (name == null || filter.values().isEmpty()) {
      throw Ec2Failure.of("InvalidParameterValue", "A filter needs a name and at least one value.");
    }
    List<Wildcard> wanted = filter.values().stream().map(Wildcard::new).toList();
    Function<Row<T>, Stream<String>> values = values(name);
    return row ->
        values.apply(row).anyMatch(value -> wanted.stream().anyMatch(want -> want.fits(value)));
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
    if (of != null && name.startsWith(TAG)) {
      String key = name.substring(TAG.length());
      return row ->
          of.apply(row.value()).stream().filter(tag -> tag.key().equals(key)).map(Tag::value);
    }
    throw Ec2Failure.of("InvalidParameterValue", "The filter '" + name + "' is invalid");
  }
}
