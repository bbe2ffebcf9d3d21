package entrepot.cloud.ec2.key;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.ec2.Required;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** Forgets a key pair, by name or id. A name that is not there is as good as deleted. */
final class DeleteKeyPair implements Action<DeleteKeyPairRequest, DeleteKeyPairResponse> {
  @Override
  public Class<DeleteKeyPairRequest> request() {
    return DeleteKeyPairRequest.class;
  }

  @Override
  public void check(DeleteKeyPairRequest request, Call call) {
    var _ = find(request, call.book(), call.account());
  }

  @Override
  public DeleteKeyPairResponse run(DeleteKeyPairRequest request, Call call) {
    Optional<Row<KeyPairInfo>> gone =
        call.book()
            .change(draft -> {
              Optional<Row<KeyPairInfo>> row = find(request, draft, call.account());
              row.ifPresent(found -> draft.remove(Kind.KEY, found.id()));
              return row;
            });
    return DeleteKeyPairResponse.builder()
        .returnValue(true)
        .keyPairId(gone.map(Row::id).orElse(null))
        .build();
  }

  private static Optional<Row<KeyPairInfo>> find(
      DeleteKeyPairRequest request, Rows rows, String account) {
    @Nullable String id = request.keyPairId();
    if (id == null) {
      return Keys.find(rows, account, Required.parameter(request.keyName(), "KeyName"));
    }
    Optional<Row<KeyPairInfo>> row =
        rows.find(Kind.KEY, id).filter(found -> found.account().equals(account));
    if (row.isEmpty()) {
      throw NotFound.of(id);
    }
    return row;
  }
}
