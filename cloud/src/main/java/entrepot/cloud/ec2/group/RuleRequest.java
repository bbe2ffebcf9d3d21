package entrepot.cloud.ec2.group;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/**
 * What a request says of a group's rules, whichever of the requests it is: their classes have
 * fields of the same names and nothing else in common.
 *
 * @param id the group's, or its name instead
 * @param permissions rules in either form
 * @param ruleIds of rules that are there
 */
record RuleRequest(
    @Nullable String id,
    @Nullable String name,
    List<IpPermission> permissions,
    List<String> ruleIds) {

  static RuleRequest of(Ec2Request request) {
    List<IpPermission> permissions =
        new FlatRule(
                text(request, "IpProtocol"),
                number(request, "FromPort"),
                number(request, "ToPort"),
                text(request, "CidrIp"),
                text(request, "SourceSecurityGroupName"),
                text(request, "SourceSecurityGroupOwnerId"))
            .or(list(request, "IpPermissions", IpPermission.class));
    return new RuleRequest(
        text(request, "GroupId"),
        text(request, "GroupName"),
        permissions,
        list(request, "SecurityGroupRuleIds", String.class));
  }

  static <T> List<T> list(Ec2Request request, String field, Class<T> of) {
    return request.getValueForField(field, List.class).stream()
        .flatMap(all -> ((List<?>) all).stream())
        .map(of::cast)
        .toList();
  }

  private static @Nullable String text(Ec2Request request, String field) {
    return request.getValueForField(field, String.class).orElse(null);
  }

  private static @Nullable Integer number(Ec2Request request, String field) {
    return request.getValueForField(field, Integer.class).orElse(null);
  }
}
