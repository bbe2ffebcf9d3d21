package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Deletes a group that no instance is in and no other group's rule names. */
final class DeleteSecurityGroup
    implements Action<DeleteSecurityGroupRequest, DeleteSecurityGroupResponse> {
  private final Groups groups;

  DeleteSecurityGroup(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Class<DeleteSecurityGroupRequest> request() {
    return DeleteSecurityGroupRequest.class;
  }

  @Override
  public void check(DeleteSecurityGroupRequest request, Call call) {
    var _ = unused(request, call, call.book());
  }

  @Override
  public DeleteSecurityGroupResponse run(DeleteSecurityGroupRequest request, Call call) {
    String id =
        call.book()
            .change(draft -> {
              String unused = unused(request, call, draft).id();
              draft.remove(Kind.GROUP, unused);
              return unused;
            });
    return DeleteSecurityGroupResponse.builder().returnValue(true).groupId(id).build();
  }

  private Row<SecurityGroup> unused(DeleteSecurityGroupRequest request, Call call, Rows rows) {
    Row<SecurityGroup> group =
        groups.meant(rows, call.account(), request.groupId(), request.groupName());
    String id = group.id();
    if (group.value().groupName().equals(Groups.DEFAULT)) {
      throw Ec2Failure.of(
          "CannotDelete",
          "the specified group: \"%s\" name: \"default\" cannot be deleted by a user"
              .formatted(id));
    }
    boolean inUse = rows.all(Kind.INSTANCE).stream().map(Row::value).anyMatch(one -> isIn(one, id));
    boolean named =
        rows.all(Kind.GROUP).stream()
            .filter(other -> !other.id().equals(id))
            .anyMatch(other -> names(other.value(), id));
    if (inUse || named) {
      throw Ec2Failure.of("DependencyViolation", "resource " + id + " has a dependent object");
    }
    return group;
  }

  private static boolean isIn(Instance instance, String id) {
    return (instance.state() == null || instance.state().name() != InstanceStateName.TERMINATED)
        && instance.securityGroups().stream().anyMatch(group -> group.groupId().equals(id));
  }

  private static boolean names(SecurityGroup group, String id) {
    return Stream.concat(group.ipPermissions().stream(), group.ipPermissionsEgress().stream())
        .flatMap(rule -> rule.userIdGroupPairs().stream())
        .anyMatch(pair -> id.equals(pair.groupId()));
  }
}
