package entrepot.cloud.ec2.key;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** Lists the account's key pairs. */
final class DescribeKeyPairs implements Action<DescribeKeyPairsRequest, DescribeKeyPairsResponse> {
  private static final Filters<KeyPairInfo> FILTERS =
      Filters.tagged(KeyPairInfo::tags)
          .with("key-pair-id", row -> Stream.of(row.id()))
          .with("key-name", row -> Stream.of(row.value().keyName()))
          .with("fingerprint", row -> Stream.of(row.value().keyFingerprint()));

  @Override
  public Class<DescribeKeyPairsRequest> request() {
    return DescribeKeyPairsRequest.class;
  }

  @Override
  public DescribeKeyPairsResponse run(DescribeKeyPairsRequest request, Call call) {
    List<Row<KeyPairInfo>> asked = Keys.of(call.book(), call.account());
    for (String name : request.keyNames()) {
      var _ = Keys.named(call.book(), call.account(), name);
    }
    for (String id : request.keyPairIds()) {
      if (asked.stream().noneMatch(row -> row.id().equals(id))) {
        throw NotFound.of(id);
      }
    }
    if (!request.keyNames().isEmpty() || !request.keyPairIds().isEmpty()) {
      asked =
          asked.stream()
              .filter(row ->
                  request.keyNames().contains(row.value().keyName())
                      || request.keyPairIds().contains(row.id()))
              .toList();
    }
    boolean whole = Boolean.TRUE.equals(request.includePublicKey());
    return DescribeKeyPairsResponse.builder()
        .keyPairs(
            FILTERS.apply(request.filters(), asked).stream()
                .map(row -> whole ? withPublicKey(row) : row.value())
                .toList())
        .build();
  }

  private static KeyPairInfo withPublicKey(Row<KeyPairInfo> row) {
    return row.value().toBuilder().publicKey(row.note(KeyNotes.PUBLIC_KEY).orElseThrow()).build();
  }
}
