package entrepot.cloud.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

class FiltersTest {
  private static final Filters<Volume> FILTERS =
      Filters.tagged(Volume::tags)
          .with("volume-id", row -> Stream.of(row.id()))
          .with("size", row -> Stream.ofNullable(row.value().size()).map(String::valueOf));
  private static final List<Row<Volume>> ROWS =
      List.of(
          row("vol-a", Volume.builder().size(8).tags(tag("Name", "db one")).build()),
          row("vol-b", Volume.builder().size(80).tags(tag("Name", "web"), tag("x", "")).build()),
          row("vol-c", Volume.builder().build()));

  @Test
  void eachFilterMustFitAndOneOfItsValuesSuffices() {
    assertThat(ids(filter("volume-id", "vol-a", "vol-b"))).containsExactly("vol-a", "vol-b");
    assertThat(ids(filter("volume-id", "vol-a", "vol-b"), filter("size", "80")))
        .containsExactly("vol-b");
    assertThat(ids()).containsExactly("vol-a", "vol-b", "vol-c");
  }

  @Test
  void tagsAreAskedForByKeyAndByValue() {
    assertThat(ids(filter("tag:Name", "db*"))).containsExactly("vol-a");
    assertThat(ids(filter("tag:x", ""))).containsExactly("vol-b");
    assertThat(ids(filter("tag-key", "Name", "x"))).containsExactly("vol-a", "vol-b");
    assertThat(ids(filter("tag:name", "*"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "vol-?, vol-a, true",
    "vol-?, vol-ab, false",
    "*, '', true",
    "'', a, false",
    "*b*, abc, true",
    "a*c*e, abcde, true",
    "a*c*e, abcd, false",
    "a\\*c, a*c, true",
    "a\\*c, abc, false",
    "\\?, ?, true",
    "Vol, vol, false",
  })
  void wildcardsStandForWhatAwsSays(String pattern, String text, boolean fits) {
    assertThat(new Wildcard(pattern).fits(text)).isEqualTo(fits);
  }

  @Test
  void aWildcardMadeToTakeLongDoesNot() {
    assertThat(new Wildcard("*a".repeat(100) + "b").fits("a".repeat(10_000))).isFalse();
  }

  @Test
  void whatIsNoFilterIsRefusedByItsName() {
    refused("InvalidParameterValue", "colour", filter("colour", "red"));
    refused("InvalidParameterValue", "value", Filter.builder().name("size").build());
    refused(
        "FilterLimitExceeded",
        "200",
        Filter.builder().name("size").values(Collections.nCopies(201, "8")).build());
  }

  private static void refused(String code, String named, Filter filter) {
    assertThatThrownBy(() -> FILTERS.apply(List.of(filter), ROWS))
        .hasMessageContaining(named)
        .isInstanceOfSatisfying(Ec2Failure.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static List<String> ids(Filter... asked) {
    return FILTERS.apply(List.of(asked), ROWS).stream().map(Row::id).toList();
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static Row<Volume> row(String id, Volume volume) {
    return Row.of(Kind.VOLUME, id, "000000000001", volume);
  }
}
