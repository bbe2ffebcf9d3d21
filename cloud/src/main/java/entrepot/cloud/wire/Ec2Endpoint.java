package entrepot.cloud.wire;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Region;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;
import java.util.List;

/** One region's EC2 API: the query protocol by POST and GET. */
public final class Ec2Endpoint implements Handler {
  private final Region region;
  private final List<Action<?, ?>> actions;
  private final Accounts accounts;

  /** An endpoint of these actions. */
  public Ec2Endpoint(Region region, List<Action<?, ?>> actions, Accounts accounts) {
    this.region = region;
    this.actions = List.copyOf(actions);
    this.accounts = accounts;
  }

  @Override
  public Answer handle(Request request) {
    return Answer.text(501, region.name() + actions + accounts.of("") + request.method());
  }
}
