package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.Lives;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.record.Row;
import java.util.Base64;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.Instance;

/** What a guest printed on its serial console: the last 64 KiB, base64. */
final class GetConsoleOutput implements Action<GetConsoleOutputRequest, GetConsoleOutputResponse> {
  private static final int BYTES = 64 * 1024;

  private final Lives lives;

  GetConsoleOutput(Lives lives) {
    this.lives = lives;
  }

  @Override
  public Class<GetConsoleOutputRequest> request() {
    return GetConsoleOutputRequest.class;
  }

  @Override
  public void check(GetConsoleOutputRequest request, Call call) {
    Instances.one(call.book(), call, request.instanceId());
  }

  @Override
  public GetConsoleOutputResponse run(GetConsoleOutputRequest request, Call call) {
    Row<Instance> row = Instances.one(call.book(), call, request.instanceId());
    return GetConsoleOutputResponse.builder()
        .instanceId(row.id())
        .timestamp(call.region().clock().instant())
        .output(Base64.getEncoder().encodeToString(lives.console(row.id(), BYTES)))
        .build();
  }
}
