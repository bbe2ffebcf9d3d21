package entrepot.cloud.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Volume;

class PageTest {
  @Test
  void pagesFollowEachOtherToTheEnd() {
    List<Integer> all = IntStream.range(0, 12).boxed().toList();
    Page<Integer> first = Page.of(all, 5, null);
    Page<Integer> second = Page.of(all, 5, first.next());
    Page<Integer> third = Page.of(all, 5, second.next());
    assertThat(Stream.of(first, second, third).flatMap(page -> page.items().stream()))
        .isEqualTo(all);
    assertThat(third.next()).isNull();
    assertThat(Page.of(all, null, null).items()).isEqualTo(all);
  }

  @Test
  void whatComesAndGoesBetweenPagesMovesNoOtherRowOverTheirBorder() {
    Page<Row<Volume>> first = Page.ofRows(rows("b", "c", "d", "e", "f", "g"), 5, null);
    assertThat(first.items()).extracting(Row::id).containsExactly("b", "c", "d", "e", "f");
    Page<Row<Volume>> second = Page.ofRows(rows("a", "b", "c", "d", "e", "g"), 5, first.next());
    assertThat(second.items()).extracting(Row::id).containsExactly("g");
    assertThat(second.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LTE=", "no base64!", "eA==", ""})
  void foreignTokensAreRefusedOrFindNothingWrong(String token) {
    assertThat(Page.ofRows(rows("a"), 5, "LTE=").items()).hasSize(1);
    if (token.equals("LTE=")) {
      assertThat(Page.of(List.of(1), 5, token).items()).hasSize(1);
    } else {
      assertThatThrownBy(() -> Page.of(List.of(1), 5, token))
          .isInstanceOfSatisfying(
              Ec2Failure.class, e -> assertThat(e.code()).isEqualTo("InvalidNextToken"));
    }
  }

  @Test
  void aPageHasAtLeastFive() {
    assertThatThrownBy(() -> Page.of(List.of(1), 4, null)).hasMessageContaining("Value ( 4 )");
    assertThat(Page.of(IntStream.range(0, 2000).boxed().toList(), 9999, null).items())
        .hasSize(1000);
  }

  private static List<Row<Volume>> rows(String... ids) {
    return Stream.of(ids)
        .map(id -> Row.of(Kind.VOLUME, id, "000000000001", Volume.builder().build()))
        .toList();
  }
}
