package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;

/** What the actions that change a group's rules in one direction have in common. */
abstract class ChangeRules<Q extends Ec2Request, S extends Ec2Response> implements Action<Q, S> {
  private final Class<Q> request;
  private final RuleBook rules;
  private final RuleBook.Step step;

  ChangeRules(Class<Q> request, RuleBook rules, RuleBook.Step step) {
    this.request = request;
    this.rules = rules;
    this.step = step;
  }

  @Override
  public final Class<Q> request() {
    return request;
  }

  @Override
  public final void check(Q asked, Call call) {
    var _ = step.of(rules, call.book(), call, asked);
  }

  @Override
  public final S run(Q asked, Call call) {
    return answer(rules.change(call, draft -> step.of(rules, draft, call, asked)));
  }

  /** What the action answers once the rules are changed. */
  abstract S answer(RuleBook.Change made);
}
