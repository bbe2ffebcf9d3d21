package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.kit.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;

/** Adds rules to a group, takes them away and describes them, in one direction. */
final class RuleBook {
  /** In one direction, as AWS has it. */
  static final int RULES = 60;

  private final Groups groups;
  private final boolean egress;
  private final Runnable changed;

  RuleBook(Groups groups, boolean egress, Runnable changed) {
    this.groups = groups;
    this.egress = egress;
    this.changed = changed;
  }

  /** What a request makes of a group; throws {@link Ec2Failure}. */
  @FunctionalInterface
  interface Step {
    Change of(RuleBook book, Rows rows, Call call, Ec2Request request);
  }

  /** A group as it is to be, and the rules that made the difference. */
  record Change(Row<SecurityGroup> group, List<Rule> rules, boolean egress) {
    List<SecurityGroupRule> described() {
      return rules.stream()
          .map(rule -> rule.describe(group.id(), group.account(), egress))
          .toList();
    }

    List<RevokedSecurityGroupRule> revoked() {
      return rules.stream().map(rule -> rule.revoked(group.id(), egress)).toList();
    }
  }

  /** Records a change and tells the listener. */
  Change change(Call call, Function<Draft, Change> step) {
    Change change =
        call.book()
            .change(draft -> {
              Change made = step.apply(draft);
              draft.put(made.group);
              return made;
            });
    CrashPoint.CLOUD_RULES_AFTER_RECORD.reached();
    changed.run();
    CrashPoint.CLOUD_RULES_AFTER_FILTER.reached();
    return change;
  }

  /** With what the request asks for; throws {@link Ec2Failure}. */
  Change authorized(Rows rows, Call call, Ec2Request request) {
    RuleRequest asked = RuleRequest.of(request);
    Row<SecurityGroup> group = group(rows, call, asked);
    List<Rule> more = asked(rows, call, asked);
    List<Rule> all = new ArrayList<>(rules(group.value()));
    for (Rule rule : more) {
      if (all.stream().anyMatch(rule::same)) {
        throw Ec2Failure.of(
            "InvalidPermission.Duplicate",
            "the specified rule \"%s\" already exists".formatted(rule));
      }
      all.add(rule);
    }
    if (all.size() > RULES) {
      throw Ec2Failure.of(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
    return with(group, all, more);
  }

  /** Without what the request names; throws {@link Ec2Failure}. */
  Change revoked(Rows rows, Call call, Ec2Request request) {
    RuleRequest asked = RuleRequest.of(request);
    Row<SecurityGroup> group = group(rows, call, asked);
    List<Rule> all = new ArrayList<>(rules(group.value()));
    List<Rule> less =
        asked.ruleIds().isEmpty()
            ? asked(rows, call, asked)
            : asked.ruleIds().stream().map(id -> byId(group, all, id)).toList();
    for (Rule rule : less) {
      if (!all.removeIf(rule::same)) {
        throw noSuchRule();
      }
    }
    return with(group, all, less);
  }

  /** With other words for what the request names; throws {@link Ec2Failure}. */
  Change redescribed(Rows rows, Call call, Ec2Request request) {
    RuleRequest asked = RuleRequest.of(request);
    Row<SecurityGroup> group = group(rows, call, asked);
    List<Rule> all = new ArrayList<>(rules(group.value()));
    List<SecurityGroupRuleDescription> byId =
        RuleRequest.list(
            request, "SecurityGroupRuleDescriptions", SecurityGroupRuleDescription.class);
    List<Rule> other =
        byId.isEmpty()
            ? asked(rows, call, asked)
            : byId.stream()
                .map(one ->
                    byId(group, all, String.valueOf(one.securityGroupRuleId()))
                        .describedAs(one.description()))
                .toList();
    for (Rule rule : other) {
      int at = all.stream().map(rule::same).toList().indexOf(true);
      if (at < 0) {
        throw noSuchRule();
      }
      all.set(at, rule);
    }
    return with(group, all, other);
  }

  private Row<SecurityGroup> group(Rows rows, Call call, RuleRequest asked) {
    groups.settle(call.book(), call.account());
    return groups.meant(rows, call.account(), asked.id(), asked.name());
  }

  private List<Rule> asked(Rows rows, Call call, RuleRequest asked) {
    if (asked.permissions().isEmpty()) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameter ipPermissions");
    }
    return new AskedRules(groups, rows, call.account()).read(asked.permissions());
  }

  private Rule byId(Row<SecurityGroup> group, List<Rule> all, String id) {
    return all.stream()
        .filter(rule -> rule.id(group.id(), egress).equals(id))
        .findFirst()
        .orElseThrow(() ->
            Ec2Failure.of(
                "InvalidSecurityGroupRuleId.NotFound",
                "The security group rule ID '%s' does not exist".formatted(id)));
  }

  private static Ec2Failure noSuchRule() {
    return Ec2Failure.of(
        "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
  }

  private List<Rule> rules(SecurityGroup group) {
    return Rule.of(egress ? group.ipPermissionsEgress() : group.ipPermissions());
  }

  private Change with(Row<SecurityGroup> group, List<Rule> rules, List<Rule> difference) {
    SecurityGroup.Builder changed = group.value().toBuilder();
    List<IpPermission> permissions = Rule.permissions(rules);
    Row<SecurityGroup> after =
        group.with(
            (egress ? changed.ipPermissionsEgress(permissions) : changed.ipPermissions(permissions))
                .build());
    return new Change(after, difference, egress);
  }
}
