package entrepot.cloud.ec2;

import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

/** Makes a request that is sent twice with one client token happen once. */
public final class ClientTokens {
  private static final String TOKEN = "client-token";
  private static final String REQUEST = "client-request";
  private static final int LENGTH = 64;

  private ClientTokens() {}

  /**
   * What the account made with this token, none without one. To be asked in the change that then
   * makes something. Throws {@link Ec2Failure} (IdempotentParameterMismatch) when it was made by a
   * request that asked for something else.
   */
  public static <T extends SdkPojo> List<Row<T>> made(
      Rows rows, Kind<T> kind, String account, @Nullable String token, Ec2Request request) {
    if (token == null || token.isEmpty()) {
      return List.of();
    }
    if (token.length() > LENGTH) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "The client token has %d characters; %d are allowed.".formatted(token.length(), LENGTH));
    }
    List<Row<T>> made =
        rows.all(kind).stream()
            .filter(row -> row.account().equals(account))
            .filter(row -> row.note(TOKEN).equals(Optional.of(token)))
            .toList();
    if (!made.isEmpty()) {
      String asked = RequestDigest.of(request);
      if (made.stream().anyMatch(row -> !row.note(REQUEST).equals(Optional.of(asked)))) {
        throw Ec2Failure.of(
            "IdempotentParameterMismatch",
            "The client token '" + token + "' was used before by a request with other parameters.");
      }
    }
    return made;
  }

  /** The row, marked with the token that made it. */
  public static <T extends SdkPojo> Row<T> mark(
      Row<T> row, @Nullable String token, Ec2Request request) {
    return token == null || token.isEmpty()
        ? row
        : row.note(TOKEN, token).note(REQUEST, RequestDigest.of(request));
  }
}
