package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.record.Rows;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Makes a group that lets nobody in yet. */
final class CreateSecurityGroup
    implements Action<CreateSecurityGroupRequest, CreateSecurityGroupResponse> {
  private static final Pattern TEXT =
      Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}");
  private static final int PER_ACCOUNT = 2_500;

  private final Groups groups;

  CreateSecurityGroup(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Class<CreateSecurityGroupRequest> request() {
    return CreateSecurityGroupRequest.class;
  }

  @Override
  public void check(CreateSecurityGroupRequest request, Call call) {
    text("groupName", request.groupName());
    text("groupDescription", request.description());
    if (request.groupName().startsWith("sg-")) {
      throw Ec2Failure.of("InvalidParameterValue", "Group names may not be in the format sg-*.");
    }
    if (request.groupName().equals(Groups.DEFAULT)) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "Cannot use reserved security group name: default");
    }
    // Packer names an empty one where it means the default.
    if (request.vpcId() != null
        && !request.vpcId().isEmpty()
        && !request.vpcId().equals(groups.vpc().id())) {
      throw NotFound.of(request.vpcId());
    }
    var _ = TagSpecifications.of(request.tagSpecifications(), ResourceType.SECURITY_GROUP);
    free(call.book(), call.account(), request.groupName());
  }

  @Override
  public CreateSecurityGroupResponse run(CreateSecurityGroupRequest request, Call call) {
    check(request, call);
    SecurityGroup made =
        groups.make(call.account(), request.groupName(), request.description()).toBuilder()
            .tags(TagSpecifications.of(request.tagSpecifications(), ResourceType.SECURITY_GROUP))
            .build();
    call.book()
        .update(draft -> {
          free(draft, call.account(), request.groupName());
          var _ = Groups.put(draft, made);
        });
    return CreateSecurityGroupResponse.builder().groupId(made.groupId()).tags(made.tags()).build();
  }

  private void free(Rows rows, String account, String name) {
    if (groups.find(rows, account, name).isPresent()) {
      throw Ec2Failure.of(
          "InvalidGroup.Duplicate",
          "The security group '%s' already exists for VPC '%s'".formatted(name, groups.vpc().id()));
    }
    if (groups.of(rows, account).size() >= PER_ACCOUNT) {
      throw Ec2Failure.of(
          "SecurityGroupLimitExceeded", "The maximum number of security groups has been reached.");
    }
  }

  private static void text(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter " + name);
    }
    if (!TEXT.matcher(text).matches()) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "Value for parameter "
              + name
              + " is invalid: up to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*");
    }
  }
}
