package entrepot.cloud.ec2;

import entrepot.cloud.record.Row;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One page of a Describe action's answer.
 *
 * @param next the token that asks for the next page, null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
  private static final int LEAST = 5;
  private static final int MOST = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /** A page of a list that never changes; throws {@link Ec2Failure}. */
  public static <T> Page<T> of(
      List<T> all, @Nullable Integer maxResults, @Nullable String nextToken) {
    int from = 0;
    if (nextToken != null) {
      try {
        from = Math.max(0, Integer.parseInt(told(nextToken)));
      } catch (NumberFormatException e) {
        throw unknown(nextToken);
      }
    }
    int begin = Math.min(from, all.size());
    int end = (int) Math.min(all.size(), (long) begin + size(maxResults));
    return new Page<>(
        all.subList(begin, end), end < all.size() ? token(Integer.toString(end)) : null);
  }

  /**
   * A page of rows in the order of their ids; what comes or goes between two pages moves no other
   * row over a page's border. Throws {@link Ec2Failure}.
   */
  public static <T extends SdkPojo> Page<Row<T>> ofRows(
      List<Row<T>> all, @Nullable Integer maxResults, @Nullable String nextToken) {
    @Nullable String after = nextToken == null ? null : told(nextToken);
    List<Row<T>> left =
        after == null ? all : all.stream().filter(row -> row.id().compareTo(after) > 0).toList();
    int size = size(maxResults);
    return left.size() <= size
        ? new Page<>(left, null)
        : new Page<>(left.subList(0, size), token(left.get(size - 1).id()));
  }

  private static int size(@Nullable Integer maxResults) {
    if (maxResults == null) {
      return Integer.MAX_VALUE;
    }
    if (maxResults < LEAST) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value greater than or equal to %d."
              .formatted(maxResults, LEAST));
    }
    return Math.min(maxResults, MOST);
  }

  private static String token(String place) {
    return Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static String told(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw unknown(token);
    }
  }

  private static Ec2Failure unknown(String token) {
    return Ec2Failure.of("InvalidNextToken", "The token '" + token + "' is invalid.");
  }
}
