package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.kit.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Adds rules to a group and takes them away, in one direction. */
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

  /** A group as it is to be, and the rules that made the difference. */
  record Change(Row<SecurityGroup> group, List<Rule> rules) {}

  /** What {@link #authorize} would do; throws {@link Ec2Failure}. */
  Change authorized(
      Rows rows, Call call, @Nullable String id, @Nullable String name, List<IpPermission> asked) {
    groups.settle(call.book(), call.account());
    Row<SecurityGroup> group = groups.meant(rows, call.account(), id, name);
    List<Rule> more = new AskedRules(groups, rows, call.account()).read(required(asked));
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
    return new Change(with(group, all), more);
  }

  /** What {@link #revoke} would do; throws {@link Ec2Failure}. */
  Change revoked(
      Rows rows,
      Call call,
      @Nullable String id,
      @Nullable String name,
      List<IpPermission> asked,
      List<String> ruleIds) {
    groups.settle(call.book(), call.account());
    Row<SecurityGroup> group = groups.meant(rows, call.account(), id, name);
    List<Rule> all = new ArrayList<>(rules(group.value()));
    List<Rule> less = new ArrayList<>();
    for (String ruleId : ruleIds) {
      less.add(
          all.stream()
              .filter(rule -> rule.id(group.id(), egress).equals(ruleId))
              .findFirst()
              .orElseThrow(() ->
                  Ec2Failure.of(
                      "InvalidSecurityGroupRuleId.NotFound",
                      "The security group rule ID '%s' does not exist".formatted(ruleId))));
    }
    if (ruleIds.isEmpty()) {
      less.addAll(new AskedRules(groups, rows, call.account()).read(required(asked)));
    }
    for (Rule rule : less) {
      if (!all.removeIf(rule::same)) {
        throw Ec2Failure.of(
            "InvalidPermission.NotFound",
            "The specified rule does not exist in this security group.");
      }
    }
    return new Change(with(group, all), less);
  }

  Change authorize(
      Call call, @Nullable String id, @Nullable String name, List<IpPermission> asked) {
    Change change =
        call.book()
            .change(draft -> {
              Change made = authorized(draft, call, id, name, asked);
              draft.put(made.group);
              return made;
            });
    return inForce(change);
  }

  Change revoke(
      Call call,
      @Nullable String id,
      @Nullable String name,
      List<IpPermission> asked,
      List<String> ruleIds) {
    Change change =
        call.book()
            .change(draft -> {
              Change made = revoked(draft, call, id, name, asked, ruleIds);
              draft.put(made.group);
              return made;
            });
    return inForce(change);
  }

  private Change inForce(Change change) {
    CrashPoint.CLOUD_RULES_AFTER_RECORD.reached();
    changed.run();
    CrashPoint.CLOUD_RULES_AFTER_FILTER.reached();
    return change;
  }

  private List<Rule> rules(SecurityGroup group) {
    return Rule.of(egress ? group.ipPermissionsEgress() : group.ipPermissions());
  }

  private Row<SecurityGroup> with(Row<SecurityGroup> group, List<Rule> rules) {
    SecurityGroup.Builder changed = group.value().toBuilder();
    List<IpPermission> permissions = Rule.permissions(rules);
    return group.with(
        (egress ? changed.ipPermissionsEgress(permissions) : changed.ipPermissions(permissions))
            .build());
  }

  private static List<IpPermission> required(List<IpPermission> asked) {
    if (asked.isEmpty()) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameter ipPermissions");
    }
    return asked;
  }
}
